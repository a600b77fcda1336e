using BackoutBot.EndToEnd.Tests.World;

namespace BackoutBot.EndToEnd.Tests.Processes;

/// <summary>The simulated AWS account. Killed and started again, it goes on where it was.</summary>
internal sealed class SandboxProcess(string folder, Pace pace) : ServerProcess("the sandbox")
{
    /// <summary>Where it keeps the account.</summary>
    public string StateFile { get; } = Path.Combine(folder, "sandbox", "state.json");

    protected override string ReadyPath => "/_sandbox/healthz";

    /// <param name="webhook">Where SNS delivers to; null once it is known.</param>
    public Task StartAsync(Uri? webhook = null)
    {
        string data = Path.GetDirectoryName(StateFile)!;
        _ = Directory.CreateDirectory(data);
        string[] to = webhook is null ? [] : ["--webhook", webhook.ToString()];
        Launch(
            "dotnet",
            folder,
            [Repository.Sandbox, "--urls", Address.ToString().TrimEnd('/'), "--data", data, "--speed", pace.Speed.ToString(), "--scenario", pace.WriteScenario(folder), .. to],
            new Dictionary<string, string>());
        return ReadyAsync();
    }
}
