using System.CommandLine;
using System.CommandLine.Parsing;
using Spectre.Console;

namespace BackoutBot.Sandbox.Play;

/// <summary><c>play</c>: the demo's story without a browser. Ends with 0 only when the story came to its end.</summary>
internal static class PlayCommand
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    public static Command Create()
    {
        Option<Uri?> console = new("--console") { Description = "The address of the bot's console.", Required = true, CustomParser = ParseAddress };
        Option<Uri?> sandbox = new("--sandbox") { Description = "The address of the sandbox, to ask it what was changed on AWS.", Required = true, CustomParser = ParseAddress };
        Option<bool> deny = new("--deny") { Description = "Let bob deny the plan, and see that nothing was changed." };
        Option<bool> slowBurn = new("--slow-burn") { Description = "The release looks well until its watch has ended, and fails later: start the sandbox with --release-fails-after." };
        Command command = new("play", "Plays the story through the bot's console and prints the chat.") { console, sandbox, deny, slowBurn };
        command.SetAction((arguments, cancellation) => RunAsync(
            arguments.GetRequiredValue(console)!, arguments.GetRequiredValue(sandbox)!, arguments.GetValue(deny), arguments.GetValue(slowBurn), cancellation));
        return command;
    }

    private static Uri? ParseAddress(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[^1].Value, UriKind.Absolute, out Uri? address) && address is { Scheme: "http" or "https" })
        {
            return address;
        }

        result.AddError($"'{result.Tokens[^1].Value}' is not an address: write it like http://127.0.0.1:5080.");
        return null;
    }

    private static async Task<int> RunAsync(Uri console, Uri sandbox, bool deny, bool slowBurn, CancellationToken cancellationToken)
    {
        if (Console.IsOutputRedirected)
        {
            // A log has no edge to wrap at.
            AnsiConsole.Profile.Width = 500;
        }

        PlayTerminal terminal = new(AnsiConsole.Console);
        try
        {
            await new StoryPlay(terminal, TimeProvider.System, Deadline).PlayAsync(console, sandbox, deny, slowBurn, cancellationToken);
            terminal.Succeeded(deny ? "Denied, stood down, and nothing was changed." : "Rolled back, and the post-mortem is written.");
            return 0;
        }
        catch (Exception e) when (e is PlayFailedException or HttpRequestException or OperationCanceledException)
        {
            string reason = e is OperationCanceledException
                ? cancellationToken.IsCancellationRequested ? "It was stopped." : $"It did not end within {Deadline.TotalMinutes} minutes."
                : e.Message;
            await Console.Error.WriteLineAsync($"play: the story failed. {reason}");
            return 1;
        }
    }
}
