using System.Text;
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

    /// <summary>Runs a test in a world of its own; when it fails, tells what the processes had to say.</summary>
    public static async Task RunAsync(Pace pace, ITestOutputHelper output, Func<StoryWorld, Task> test, string? crash = null)
    {
        await using StoryWorld world = new(pace);
        try
        {
            await world.Sandbox.StartAsync(world.Bot.Webhook);
            world.Bot.Start(crash);
            if (crash is null)
            {
                await world.Bot.ReadyAsync();
            }

            await test(world);
        }
        catch
        {
            output.WriteLine(await world.DescribeAsync());
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Alice.DisposeAsync();
        await Bob.DisposeAsync();
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

    private async Task<string> DescribeAsync()
    {
        StringBuilder text = new();
        if (await Journal.FindAsync() is { } backout)
        {
            _ = text.AppendLine($"=== {Journal.Id}: {backout.Phase}");
            foreach (Entry entry in backout.Entries)
            {
                string words = entry.Event.ToString()!;
                _ = text.AppendLine($"{entry.Version,3} {entry.At:HH:mm:ss.fff} {entry.Cause}: {(words.Length > 300 ? words[..300] : words)}");
            }
        }

        return text.AppendLine("=== AWS").AppendLine(await CallsAsync()).AppendLine("=== the bot").AppendLine(Bot.Output).AppendLine("=== the sandbox").AppendLine(Sandbox.Output).ToString();
    }
}
