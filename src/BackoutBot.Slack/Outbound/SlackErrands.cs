using System.Threading.Channels;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Core.People;
using BackoutBot.Slack.Outbound.Calls;
using BackoutBot.Slack.Rendering;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SlackNet.WebApi;

namespace BackoutBot.Slack.Outbound;

/// <summary>Runs errands beside the requests that gave them, so that no acknowledgement waits for Slack.</summary>
internal sealed partial class SlackErrands(SlackCalls calls, IBackoutReader backouts, IDirectory directory, IThreads threads, IWriteBan ban, TimeProvider time, ILogger<SlackErrands> logger) : BackgroundService
{
    private const int Waiting = 500;
    private const int AtOnce = 8;
    private const int Listed = 100;

    private readonly Channel<SlackErrand> queue = Channel.CreateBounded<SlackErrand>(Waiting);

    /// <summary>Has the errand run soon.</summary>
    /// <exception cref="InboxUnavailableException">Too many wait already.</exception>
    public void Add(SlackErrand errand)
    {
        if (!queue.Writer.TryWrite(errand))
        {
            throw new InboxUnavailableException($"{Waiting} calls of Slack wait already.");
        }
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Parallel.ForEachAsync(queue.Reader.ReadAllAsync(stoppingToken), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken }, RunAsync);

    private async ValueTask RunAsync(SlackErrand errand, CancellationToken cancellationToken)
    {
        try
        {
            await (errand switch
            {
                OpenDialog dialog => OpenAsync(dialog, cancellationToken),
                Tell tell => TellAsync(tell, cancellationToken),
                PublishHome home => PublishAsync(home, cancellationToken),
                _ => throw new InvalidOperationException($"Nobody knows the errand {errand.GetType().Name}."),
            });
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(logger, fault, errand.GetType().Name);
        }
    }

    private async Task OpenAsync(OpenDialog dialog, CancellationToken cancellationToken)
    {
        var state = (await backouts.FindAsync(new BackoutId(dialog.Press.Backout), cancellationToken))?.State;
        var view = SlackModals.Ask(dialog.Press, state is null ? dialog.Press.Channel : $"{state.Service} · {state.Environment}");
        try
        {
            _ = await calls.AskAsync("views.open", dialog.User, (client, cancel) => client.Views.Open(dialog.Trigger, view, cancel), cancellationToken);
        }
        catch (SlackCallException fault) when (dialog.Channel is not null)
        {
            LogNotOpened(logger, dialog.User, fault.Fault.Reason);
            await TellAsync(new Tell(dialog.User, dialog.Channel, dialog.Thread, "The dialog could not be opened, so nothing was done. Press the button again."), cancellationToken);
        }
    }

    private async Task TellAsync(Tell tell, CancellationToken cancellationToken)
    {
        Message message = new() { Channel = tell.Channel, ThreadTs = tell.Thread, Text = tell.Text, Parse = ParseMode.None };
        _ = await calls.AskAsync("chat.postEphemeral", tell.Channel, (client, cancel) => client.Chat.PostEphemeral(tell.User, message, cancel), cancellationToken);
    }

    private async Task<Uri?> LinkAsync(BackoutId backout, CancellationToken cancellationToken)
    {
        if (await threads.ReferenceOfAsync(SlackChannels.Platform, backout, cancellationToken) is not { } reference)
        {
            return null;
        }

        try
        {
            var (channel, ts) = SlackReference.Parse(reference);
            var answer = await calls.AskAsync("chat.getPermalink", channel, (client, cancel) => client.Chat.GetPermalink(channel, ts, cancel), cancellationToken);
            return Uri.TryCreate(answer.Permalink, UriKind.Absolute, out var link) ? link : null;
        }
        catch (SlackCallException)
        {
            // The tab is worth showing without a link.
            return null;
        }
    }

    private async Task PublishAsync(PublishHome home, CancellationToken cancellationToken)
    {
        // What is open is shown to people whom the bot knows, not to guests and strangers.
        if (await directory.FindAsync(home.Person, cancellationToken) is null)
        {
            LogNotShown(logger, home.User);
            return;
        }

        var open = (await backouts.ListAsync(Listed, cancellationToken)).Where(state => !state.IsClosed).ToArray();
        Dictionary<BackoutId, Uri> links = [];
        foreach (var state in open)
        {
            if (await LinkAsync(state.Id, cancellationToken) is { } link)
            {
                links[state.Id] = link;
            }
        }

        var view = SlackHomeRenderer.Render(open, await backouts.ListUnsettledAsync(cancellationToken), time.GetUtcNow(), links.GetValueOrDefault, await ban.ReasonAsync(cancellationToken));
        _ = await calls.AskAsync("views.publish", home.User, (client, cancel) => client.Views.Publish(home.User, view, cancellationToken: cancel), cancellationToken);
    }
}
