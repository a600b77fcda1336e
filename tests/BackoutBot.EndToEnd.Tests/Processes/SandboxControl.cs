using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BackoutBot.EndToEnd.Tests.World;

namespace BackoutBot.EndToEnd.Tests.Processes;

/// <summary>Tells the sandbox what is to go wrong, and asks what was done in it.</summary>
internal sealed class SandboxControl(Uri sandbox) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = sandbox, Timeout = TimeSpan.FromSeconds(15) };

    public Task BreakProductionAsync() => PostAsync("/_sandbox/story/break-production", new { });

    /// <summary>A release that looked well so far begins to fail.</summary>
    public Task FailReleaseAsync() => PostAsync("/_sandbox/story/release-fails", new { });

    /// <param name="action">As in IAM actions: <c>codedeploy:StopDeployment</c>.</param>
    /// <param name="kind">throttle, fail, stall, lose-response or deny.</param>
    /// <param name="times">How many calls it hits.</param>
    /// <param name="delayMs">How long a stall lasts, in milliseconds; 0 for the other kinds.</param>
    public Task FailAsync(string action, string kind, int times = 1, int delayMs = 0) =>
        PostAsync("/_sandbox/faults", new { service = action.Split(':')[0], operation = action.Split(':')[1], kind, times, delayMs });

    /// <summary>STS refuses a role until it is mended.</summary>
    public Task RefuseRoleAsync(string role) =>
        PostAsync("/_sandbox/faults", new { service = "sts", operation = "AssumeRole", kind = "deny", times = 1000, resource = role });

    public async Task MendAsync()
    {
        using HttpResponseMessage answer = await http.DeleteAsync(new Uri("/_sandbox/faults", UriKind.Relative));
        _ = answer.EnsureSuccessStatusCode();
    }

    public async Task<IReadOnlyList<SandboxCall>> MutatingCallsAsync() =>
        await Eventually.GetAsync("the sandbox's call log", () => http.GetFromJsonAsync<SandboxCall[]>("/_sandbox/calls?mutating=true"));

    /// <summary>The same as they were logged, for whoever reads more of them.</summary>
    public async Task<JsonNode> RawMutatingCallsAsync() =>
        await Eventually.GetAsync("the sandbox's call log", () => http.GetFromJsonAsync<JsonNode>("/_sandbox/calls?mutating=true"));

    /// <summary>The latest calls of all kinds, with those that were refused before they could change anything.</summary>
    public async Task<IReadOnlyList<SandboxCall>> CallsAsync() =>
        await Eventually.GetAsync("the sandbox's call log", () => http.GetFromJsonAsync<SandboxCall[]>("/_sandbox/calls"));

    public async Task<JsonNode> StateAsync() =>
        await Eventually.GetAsync("the sandbox's state", () => http.GetFromJsonAsync<JsonNode>("/_sandbox/state"));

    public void Dispose() => http.Dispose();

    private async Task PostAsync<T>(string path, T body)
    {
        using HttpResponseMessage answer = await http.PostAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
