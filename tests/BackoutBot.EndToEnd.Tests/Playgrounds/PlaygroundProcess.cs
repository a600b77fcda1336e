using BackoutBot.EndToEnd.Tests.Processes;

namespace BackoutBot.EndToEnd.Tests.Playgrounds;

/// <summary>The Microsoft 365 Agents Playground: a Teams client in a page, and the Bot Connector behind it. <c>./dev test</c> installs it.</summary>
internal sealed class PlaygroundProcess(string folder, Uri bot) : ServerProcess("the Teams playground")
{
    private static readonly string Program = Path.Combine(Repository.Root, "artifacts", "playground", "node_modules", "@microsoft", "m365agentsplayground", "cli.js");

    protected override string ReadyPath => "/_debug/ping";

    public Task StartAsync()
    {
        if (!File.Exists(Program))
        {
            throw new FileNotFoundException($"{Program} is not installed: run ./dev test.", Program);
        }

        string own = Path.Combine(folder, "playground");
        string sources = Path.Combine(AppContext.BaseDirectory, "Playgrounds");
        _ = Directory.CreateDirectory(own);
        File.Copy(Path.Combine(sources, "m365agentsplayground.yml"), Path.Combine(own, ".m365agentsplayground.yml"), overwrite: true);
        Launch(
            "node",
            own,
            ["-r", Path.Combine(sources, "loopback.cjs"), Program, "start", "-e", new Uri(bot, "/api/messages").ToString(), "-c", "msteams", "-p", Address.Port.ToString(), "--disable-telemetry"],
            new Dictionary<string, string>());
        return ReadyAsync();
    }
}
