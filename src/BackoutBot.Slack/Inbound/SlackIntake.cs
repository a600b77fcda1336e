using System.Diagnostics;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Slack.Outbound;

namespace BackoutBot.Slack.Inbound;

/// <summary>Puts what came from Slack into the inbox. When it returns, it is on disk and Slack may be answered.</summary>
internal sealed class SlackIntake(IInbox inbox, IThreads threads, TimeProvider time)
{
    /// <summary>What people read where nothing could be kept.</summary>
    public const string NotTaken = "The bot can't take anything just now, so nothing was done. Try again in a moment.";

    /// <summary>Keeps what a person asked for.</summary>
    /// <exception cref="InboxUnavailableException">It is not kept: Slack, or the person, must be told.</exception>
    public async Task TakeAsync(ChatSubmission submission) =>
        await inbox.AcceptAsync(submission.ToInbox(time.GetUtcNow(), Activity.Current?.Id), CancellationToken.None);

    /// <summary>Keeps what is to be put onto a timeline; <see cref="NoteSource"/> reads it.</summary>
    /// <exception cref="InboxUnavailableException">It is not kept.</exception>
    public async Task TakeAsync(NoteRequest request) =>
        await inbox.AcceptAsync(request.ToInbox(time.GetUtcNow(), Activity.Current?.Id), CancellationToken.None);

    /// <summary>The backout whose thread that is; null outside of threads and in those of others.</summary>
    public async Task<BackoutId?> BackoutOfAsync(string channel, string? thread)
    {
        if (string.IsNullOrEmpty(thread))
        {
            return null;
        }

        try
        {
            return await threads.FindAsync(SlackChannels.Platform, new SlackReference(channel, thread).ToString(), CancellationToken.None);
        }
        catch (Exception fault) when (fault is not InboxUnavailableException)
        {
            throw new InboxUnavailableException("The store does not say whose thread it is.", fault);
        }
    }
}
