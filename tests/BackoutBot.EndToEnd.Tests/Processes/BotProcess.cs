using BackoutBot.EndToEnd.Tests.World;

namespace BackoutBot.EndToEnd.Tests.Processes;

/// <summary>The bot.</summary>
internal sealed class BotProcess(string folder, Pace pace, Uri sandbox) : ServerProcess("the bot")
{
    /// <summary>The folder of its journal.</summary>
    public string Data { get; } = Path.Combine(folder, "bot");

    public Uri Webhook => new(Address, "/sns/sandbox");

    protected override string ReadyPath => "/readyz";

    /// <summary>Starts it.</summary>
    /// <param name="crash">Where it is to kill itself, such as <c>before:checkout-api-1:7</c>; null for nowhere.</param>
    public void Start(string? crash = null)
    {
        Dictionary<string, string> settings = new(pace.BotSettings, StringComparer.Ordinal);
        if (crash is not null)
        {
            settings["BACKOUTBOT_CRASH"] = crash;
        }

        Launch(
            "dotnet",
            folder,
            [Repository.Bot, "--sandbox", sandbox.ToString(), "--urls", Address.ToString().TrimEnd('/'), "--plans", pace.WritePlans(folder), "--data", Data],
            settings);
    }

    /// <summary>Starts it again, without the crash, whenever it has ended; for as long as the test goes on.</summary>
    /// <param name="ended">Is called each time it has ended, before it is started again.</param>
    /// <param name="cancellationToken">Ends the watch, not the bot.</param>
    public async Task KeepAliveAsync(Func<Task> ended, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await ExitedAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await ended();
            Start();
        }
    }
}
