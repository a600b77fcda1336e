using System.Security.Cryptography;
using System.Text;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Intake;
using BackoutBot.Slack.Outbound;
using BackoutBot.Slack.Outbound.Calls;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackNet.WebApi;

namespace BackoutBot.Slack.People;

/// <summary>
/// Which workspace the bot is in, and who it is there: asked at the start, until Slack answers, and remembered, so that a restart can go
/// on at once. Before that nobody can be told from somebody of another organisation, so nothing is taken in.
/// </summary>
internal sealed partial class SlackWorkspace : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly SlackCalls calls;
    private readonly IAdapterMemory memory;
    private readonly string memoryKey;
    private readonly bool isConfigured;
    private readonly TimeProvider time;
    private readonly ILogger<SlackWorkspace> logger;
    private volatile string? self;
    private volatile HashSet<string>? teams;

    public SlackWorkspace(SlackCalls calls, IAdapterMemory memory, IOptions<SlackOptions> options, TimeProvider time, ILogger<SlackWorkspace> logger)
    {
        this.calls = calls;
        this.memory = memory;

        // Of another token nothing is known, whatever was remembered of the last one.
        memoryKey = $"workspace of {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.BotToken)).AsSpan(0, 8))}";
        isConfigured = options.Value.TeamIds.Count > 0;
        this.time = time;
        this.logger = logger;
        teams = isConfigured ? options.Value.TeamIds.ToHashSet(StringComparer.Ordinal) : null;
    }

    /// <summary>The bot's own user id there.</summary>
    /// <exception cref="SlackCallException">It is not known yet.</exception>
    public string Self => self ?? throw new SlackCallException(new SlackFault("unknown_self", "Slack has not said yet who the bot is there (auth.test).", SlackFaults.Unsaid));

    /// <summary>Whether the workspace or organisation is the bot's own.</summary>
    /// <exception cref="InboxUnavailableException">It is not known yet.</exception>
    public bool IsOurs(string team) =>
        (teams ?? throw new InboxUnavailableException("Slack has not said yet which workspace the bot is in (auth.test), so nobody of it is known.")).Contains(team);

    /// <summary>Remembers, before the first request can come.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            if ((await memory.FindAsync(SlackChannels.Platform, memoryKey, cancellationToken))?.Split(' ') is [var team, var user])
            {
                Know(team, user);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogNotRemembered(logger, fault);
        }

        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = TimeSpan.FromSeconds(1); !stoppingToken.IsCancellationRequested; wait = wait * 2 > LongestWait ? LongestWait : wait * 2)
        {
            try
            {
                AuthTestResponse answer = await calls.AskAsync("auth.test", "the workspace", (client, cancel) => client.Auth.Test(cancel), stoppingToken);
                Know(answer.TeamId, answer.UserId);
                LogKnown(logger, answer.UserId, answer.TeamId);
                await memory.PutAsync(SlackChannels.Platform, memoryKey, $"{answer.TeamId} {answer.UserId}", stoppingToken);
                return;
            }
            catch (SlackCallException fault)
            {
                LogUnknown(logger, fault.Fault.Reason, wait);
                await Task.Delay(fault.Fault.After is { } after && after > wait ? after : wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // It is known all the same, only not to the next process.
                LogNotRemembered(logger, fault);
                return;
            }
        }
    }

    private void Know(string team, string user)
    {
        if (!isConfigured)
        {
            teams = [team];
        }

        self = user;
    }
}
