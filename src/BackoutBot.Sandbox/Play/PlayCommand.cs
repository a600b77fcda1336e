using System.CommandLine;
using System.CommandLine.Parsing;
using Spectre.Console;

namespace BackoutBot.Sandbox.Play;

/// <summary><c>play</c>: the demo's story without a browser. Ends with 0 only when the story came to its end.</summary>
internal static class PlayCommand
{
    /// <summary>How long one backout of the story may take, from the release on.</summary>
    private static readonly TimeSpan OneBackout = TimeSpan.FromMinutes(3);

    public static Command Create()
    {
        Option<Uri?> console = new("--console") { Description = "The address of the bot's console.", Required = true, CustomParser = ParseAddress };
        Option<Uri?> sandbox = new("--sandbox") { Description = "The address of the sandbox, to ask it what was changed on AWS.", Required = true, CustomParser = ParseAddress };
        Option<bool> deny = new("--deny") { Description = "Let bob deny the plan, and see that nothing was changed." };
        Option<PlayedStory?> slowBurn = new("--slow-burn")
        {
            Description = "The release looks well until its watch has ended, and fails later: start the sandbox with --release-fails-after. With 'twice' the next release does so, too; with 'fail-over' the on-call moves the record in between, by hand.",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = ParseSlowBurn,
        };
        Command command = new("play", "Plays the story through the bot's console and prints the chat.") { console, sandbox, deny, slowBurn };
        command.Validators.Add(result =>
        {
            if (result.GetValue(deny) && result.GetResult(slowBurn) is not null)
            {
                result.AddError("--deny and --slow-burn are two stories: give one of them.");
            }
        });
        command.SetAction((arguments, cancellation) => RunAsync(
            arguments.GetRequiredValue(console)!,
            arguments.GetRequiredValue(sandbox)!,
            arguments.GetValue(deny) ? PlayedStory.Denied : arguments.GetValue(slowBurn) ?? PlayedStory.Broken,
            cancellation));
        return command;
    }

    private static PlayedStory? ParseSlowBurn(ArgumentResult result)
    {
        switch (result.Tokens is [var token, ..] ? token.Value : "")
        {
            case "": return PlayedStory.SlowBurn;
            case "twice": return PlayedStory.SlowBurnTwice;
            case "fail-over": return PlayedStory.SlowBurnFailOver;
            default:
                result.AddError($"'{result.Tokens[0].Value}' is no form of the slow burn: write --slow-burn, --slow-burn=twice or --slow-burn=fail-over.");
                return null;
        }
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

    private static async Task<int> RunAsync(Uri console, Uri sandbox, PlayedStory story, CancellationToken cancellationToken)
    {
        if (Console.IsOutputRedirected)
        {
            // A log has no edge to wrap at.
            AnsiConsole.Profile.Width = 500;
        }

        PlayTerminal terminal = new(AnsiConsole.Console);
        TimeSpan deadline = OneBackout * (story == PlayedStory.SlowBurnTwice ? 2 : 1);
        try
        {
            await new StoryPlay(terminal, TimeProvider.System, deadline).PlayAsync(console, sandbox, story, cancellationToken);
            terminal.Succeeded(story switch
            {
                PlayedStory.Denied => "Denied, stood down, and nothing was changed.",
                PlayedStory.SlowBurnFailOver => "Rolled back but for what the on-call moved, and the post-mortem is written.",
                _ => "Rolled back, and the post-mortem is written.",
            });
            return 0;
        }
        catch (Exception e) when (e is PlayFailedException or HttpRequestException or OperationCanceledException)
        {
            string reason = e is OperationCanceledException
                ? cancellationToken.IsCancellationRequested ? "It was stopped." : $"It did not end within {deadline.TotalMinutes} minutes."
                : e.Message;
            await Console.Error.WriteLineAsync($"play: the story failed. {reason}");
            return 1;
        }
    }
}
