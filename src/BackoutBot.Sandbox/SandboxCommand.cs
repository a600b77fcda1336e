using System.CommandLine;
using BackoutBot.Sandbox.Play;
using BackoutBot.Sandbox.Scenarios;

namespace BackoutBot.Sandbox;

/// <summary>The command line. <c>run</c> is also what happens when no command is given.</summary>
internal static class SandboxCommand
{
    private static readonly Option<string> Urls = new("--urls")
    {
        Description = "Where to listen, on loopback. Port 0 picks a free one.",
        DefaultValueFactory = _ => "http://127.0.0.1:4566",
        Recursive = true,
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "The folder for the account's state and certificates.",
        DefaultValueFactory = _ => Path.Combine("data", "sandbox"),
        Recursive = true,
    };

    private static readonly Option<string?> Webhook = new("--webhook") { Description = "Where SNS delivers to: the bot's SNS address.", Recursive = true };
    private static readonly Option<string?> Scenario = new("--scenario") { Description = "Another scenario file.", Recursive = true };
    private static readonly Option<string[]> OtherAccount = new("--other-account") { Description = "A scenario file of a further account; can be given again.", Recursive = true };
    private static readonly Option<double> Speed = new("--speed") { Description = "Divides every duration of the scenario.", DefaultValueFactory = _ => 1, Recursive = true };
    private static readonly Option<double?> BreakAfter = new("--break-after") { Description = "Starts the story by itself, once, so many seconds after the bot confirmed its subscriptions.", Recursive = true };

    private static readonly Option<double?> ReleaseFailsAfter = new("--release-fails-after") { Description = "The story's releases go out well, and an instance that has one fails so many seconds later.", Recursive = true };

    public static RootCommand Create()
    {
        var run = new Command("run", "Runs the sandbox until it is stopped.");
        run.SetAction(RunAsync);
        var root = new RootCommand("A simulated AWS account, with a story that goes wrong: for demos, drills and tests.") { run, PlayCommand.Create() };
        foreach (var option in new Option[] { Urls, Data, Webhook, Scenario, OtherAccount, Speed, BreakAfter, ReleaseFailsAfter })
        {
            root.Options.Add(option);
        }

        root.SetAction(RunAsync);
        return root;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        try
        {
            await using var app = SandboxApplication.Build(Options(arguments), TimeProvider.System, logging => logging
                .AddSimpleConsole(console => console.SingleLine = true)
                .AddFilter("Microsoft", LogLevel.Warning));
            await app.StartAsync(cancellation);
            await Console.Out.WriteLineAsync($"The sandbox listens on {string.Join(' ', app.Urls)}");
            await app.WaitForShutdownAsync(cancellation);
            return 0;
        }
        catch (Exception e) when (e is ScenarioException or ArgumentException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"backoutbot-sandbox: {e.Message}");
            return 2;
        }
    }

    private static SandboxOptions Options(ParseResult arguments)
    {
        var webhook = arguments.GetValue(Webhook);
        return new SandboxOptions
        {
            Urls = arguments.GetRequiredValue(Urls),
            DataDirectory = arguments.GetRequiredValue(Data),
            Webhook = webhook is null ? null : Uri.TryCreate(webhook, UriKind.Absolute, out var uri) ? uri : throw new ArgumentException($"--webhook {webhook} is not an address.", nameof(arguments)),
            ScenarioPath = arguments.GetValue(Scenario),
            OtherAccounts = arguments.GetValue(OtherAccount) ?? [],
            Speed = arguments.GetValue(Speed),
            BreakAfterSeconds = arguments.GetValue(BreakAfter),
            ReleaseFailsAfterSeconds = arguments.GetValue(ReleaseFailsAfter),
        };
    }
}
