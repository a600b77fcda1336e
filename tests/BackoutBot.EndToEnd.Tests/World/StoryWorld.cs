using System.Text;
using System.Text.Json;
using BackoutBot.EndToEnd.Tests.Processes;
using Xunit.Abstractions;

namespace BackoutBot.EndToEnd.Tests.World;

/// <summary>A sandbox, a bot and their folders, for one story.</summary>
internal sealed class StoryWorld : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("backoutbot-story-").FullName;

    private StoryWorld(Pace pace)
    {
        Sandbox = new SandboxProcess(folder, pace);
        Bot = new BotProcess(folder, pace, Sandbox.Address);
        Control = new SandboxControl(Sandbox.Address);
        Journal = new Journal(Bot.Data);
        Alice = new ConsoleClient(Bot.Address, "alice");
        Bob = new ConsoleClient(Bot.Address, "bob");
        Carol = new ConsoleClient(Bot.Address, "carol");
    }

    /// <summary>The folder of this world.</summary>
    public string Folder => folder;

    public SandboxProcess Sandbox { get; }

    public BotProcess Bot { get; }

    public SandboxControl Control { get; }

    public Journal Journal { get; }

    /// <summary>Asks for the backout.</summary>
    public ConsoleClient Alice { get; }

    /// <summary>Approves or denies it.</summary>
    public ConsoleClient Bob { get; }

    /// <summary>Approves as well.</summary>
    public ConsoleClient Carol { get; }

    /// <summary>Runs a test in a world of its own; when it fails, tells what the processes had to say.</summary>
    /// <param name="pace">How fast it is played.</param>
    /// <param name="output">Where a failure is told.</param>
    /// <param name="test">The test.</param>
    /// <param name="crash">Where the bot is to kill itself; null for nowhere.</param>
    /// <param name="prepare">Puts into the world's folders what the processes are to find there; null for nothing.</param>
    /// <param name="hasAws">Whether there is an account at all.</param>
    public static async Task RunAsync(Pace pace, ITestOutputHelper output, Func<StoryWorld, Task> test, string? crash = null, Func<StoryWorld, Task>? prepare = null, bool hasAws = true)
    {
        await using StoryWorld world = new(pace);
        try
        {
            if (prepare is not null)
            {
                await prepare(world);
            }

            if (hasAws)
            {
                await world.Sandbox.StartAsync(world.Bot.Webhook);
            }

            world.Bot.Start(crash);
            if (crash is null)
            {
                await world.Bot.ReadyAsync();
            }

            await test(world);
        }
        catch
        {
            output.WriteLine(await world.DescribeAsync(hasAws));
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Alice.DisposeAsync();
        await Bob.DisposeAsync();
        await Carol.DisposeAsync();
        Control.Dispose();
        Bot.Dispose();
        Sandbox.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<string> CallsAsync()
    {
        try
        {
            return string.Join('\n', await Control.MutatingCallsAsync());
        }
        catch (Exception e) when (e is Xunit.Sdk.XunitException)
        {
            return e.Message;
        }
    }

    private async Task<string> DescribeAsync(bool hasAws)
    {
        StringBuilder text = new();
        Backout? backout = null;
        try
        {
            backout = await Journal.FindAsync();
        }
        catch (JsonException e)
        {
            _ = text.AppendLine($"=== {Journal.Id} can't be read: {e.Message}");
        }

        if (backout is not null)
        {
            _ = text.AppendLine($"=== {Journal.Id}: {backout.Phase}");
            foreach (Entry entry in backout.Entries)
            {
                string words = entry.Event.ToString()!;
                _ = text.AppendLine($"{entry.Version,3} {entry.At:HH:mm:ss.fff} {entry.Cause}: {(words.Length > 300 ? words[..300] : words)}");
            }
        }

        return text.AppendLine("=== AWS").AppendLine(hasAws ? await CallsAsync() : "none").AppendLine("=== the bot").AppendLine(Bot.Output).AppendLine("=== the sandbox").AppendLine(Sandbox.Output).ToString();
    }
}
