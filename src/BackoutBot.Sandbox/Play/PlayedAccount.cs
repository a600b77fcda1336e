using System.Net.Http.Json;
using System.Text.Json;

namespace BackoutBot.Sandbox.Play;

/// <summary>The account that the story is about, past the bot: what was changed in it through the AWS API, what it is like, and the on-call's hand in it.</summary>
internal sealed class PlayedAccount : IDisposable
{
    private readonly HttpClient _http;
    private long _before;

    public PlayedAccount(Uri sandbox) => _http = new HttpClient { BaseAddress = sandbox };

    /// <summary>From here on calls count.</summary>
    public async Task MarkAsync(CancellationToken cancellationToken) =>
        _before = (await CallsAsync(cancellationToken)).Select(call => call.Sequence).DefaultIfEmpty(-1).Max();

    /// <summary>What was called since the mark. Confirming the bot's own subscriptions changes nothing of the service's.</summary>
    public async Task<IReadOnlyList<PlayedCall>> SinceMarkAsync(CancellationToken cancellationToken) =>
        [.. (await CallsAsync(cancellationToken)).Where(call => call.Sequence > _before && call.Operation != "ConfirmSubscription")];

    /// <summary>What it is like now.</summary>
    public async Task<AccountAsItIs> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await _http.GetFromJsonAsync<AccountAsItIs>("/_sandbox/state", cancellationToken))!;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            throw new PlayFailedException($"The sandbox at {_http.BaseAddress} does not tell what runs: {e.Message}");
        }
    }

    /// <summary>The on-call points a record elsewhere.</summary>
    public async Task MoveRecordAsync(string name, string type, long ttl, string to, CancellationToken cancellationToken)
    {
        using HttpResponseMessage moved = await _http.PutAsJsonAsync("/_sandbox/records", new { name, type, ttl, values = new[] { to } }, cancellationToken);
        if (!moved.IsSuccessStatusCode)
        {
            throw new PlayFailedException($"The on-call could not point {name} at {to}: the sandbox answered {(int)moved.StatusCode} {await moved.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<PlayedCall>> CallsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _http.GetFromJsonAsync<PlayedCall[]>("/_sandbox/calls?mutating=true", cancellationToken) ?? [];
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            throw new PlayFailedException($"The sandbox at {_http.BaseAddress} does not tell its calls: {e.Message}");
        }
    }
}

/// <summary>A call that may change something.</summary>
/// <param name="Sequence">Its place in the log.</param>
/// <param name="Service">As in IAM actions.</param>
/// <param name="Operation">As in IAM actions.</param>
/// <param name="RepeatOf">The earlier call that had the same effect by the same key; null where it is none's repetition.</param>
/// <param name="Changed">Whether it changed anything.</param>
internal sealed record PlayedCall(long Sequence, string Service, string Operation, long? RepeatOf, bool Changed)
{
    public override string ToString() => $"{Service}:{Operation}";
}

/// <summary>The account at one moment.</summary>
internal sealed record AccountAsItIs(IReadOnlyList<AccountAsItIs.Instance> Instances, IReadOnlyList<AccountAsItIs.Rule> Rules, IReadOnlyList<AccountAsItIs.Record> Records)
{
    /// <summary>The versions that the instances run.</summary>
    public IReadOnlyList<string> Running => [.. Instances.Select(instance => instance.Version).Distinct(StringComparer.Ordinal)];

    /// <param name="Version">What runs on it.</param>
    /// <param name="Target">How the load balancer has it.</param>
    internal sealed record Instance(string Version, string Target);

    /// <param name="Arn">A rule beside a listener's default one: in the shipped scenario only a maintenance page is.</param>
    internal sealed record Rule(string Arn);

    internal sealed record Record(string Name, string Type, long? Ttl, IReadOnlyList<string> Values);
}
