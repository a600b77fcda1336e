using System.Net.Http.Json;
using System.Text.Json;

namespace BackoutBot.Sandbox.Play;

/// <summary>Asks the sandbox what was changed in the account through the AWS API, and what runs there.</summary>
internal sealed class MutatingCalls : IDisposable
{
    private readonly HttpClient _http;
    private long _before;

    public MutatingCalls(Uri sandbox) => _http = new HttpClient { BaseAddress = sandbox };

    /// <summary>From here on calls count.</summary>
    public async Task MarkAsync(CancellationToken cancellationToken) =>
        _before = (await ReadAsync(cancellationToken)).Select(call => call.Sequence).DefaultIfEmpty(-1).Max();

    /// <summary>What was called since the mark. Confirming the bot's own subscriptions changes nothing of the service's.</summary>
    public async Task<IReadOnlyList<string>> SinceMarkAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAsync(cancellationToken)).Where(call => call.Sequence > _before && call.Operation != "ConfirmSubscription").Select(call => $"{call.Service}:{call.Operation}")];

    /// <summary>The versions that the instances run.</summary>
    public async Task<IReadOnlyList<string>> RunningAsync(CancellationToken cancellationToken)
    {
        try
        {
            return [.. (await _http.GetFromJsonAsync<Account>("/_sandbox/state", cancellationToken))!.Instances.Select(instance => instance.Version).Distinct(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            throw new PlayFailedException($"The sandbox at {_http.BaseAddress} does not tell what runs: {e.Message}");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<Call>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _http.GetFromJsonAsync<Call[]>("/_sandbox/calls?mutating=true", cancellationToken) ?? [];
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            throw new PlayFailedException($"The sandbox at {_http.BaseAddress} does not tell its calls: {e.Message}");
        }
    }

    private sealed record Account(IReadOnlyList<Instance> Instances);

    private sealed record Instance(string Version);

    private sealed record Call(long Sequence, string Service, string Operation);
}
