using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Teams.Outbound;
using BackoutBot.Teams.People;
using BackoutBot.Teams.Rendering;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Inbound;

/// <summary>
/// Answers a card's actions. Teams shows an error to whoever waited about ten seconds though their press may have counted, so there is
/// an answer before that, whatever else is slow: the press is kept first, then the card is shown as it has become, or else a line of text.
/// </summary>
internal sealed partial class ActionInvokes(
    TeamsSender sender,
    TeamsPlaces places,
    PersonalCard cards,
    DoubleClicks clicks,
    IBackoutReader reader,
    IInbox inbox,
    TimeProvider time,
    ILogger<ActionInvokes> logger)
{
    /// <summary>How long an answer may take in all.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    /// <summary>How long an answer waits for what the press brings about, so that the card shows it.</summary>
    public static readonly TimeSpan EffectPatience = TimeSpan.FromSeconds(2);

    /// <summary>The answer to the action.</summary>
    public async Task<AdaptiveCardInvokeResponse> AnswerAsync(Activity activity, AdaptiveCardInvokeValue value, CancellationToken cancellationToken)
    {
        if (sender.PersonOf(activity) is not { } person)
        {
            return Says("Teams did not say who you are, so nothing was done. Guests and anonymous people can't use this card.");
        }

        if (!TeamsPress.TryRead(value.Action.Verb, value.Action.Data as JObject, out TeamsPress? press, out IReadOnlyList<string> faults))
        {
            return Says(string.Join(' ', faults));
        }

        using CancellationTokenSource patience = new(Patience, time);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        return press!.Press is { } button
            ? await PressedAsync(activity, person, press, button, limit.Token)
            : await ShownAsync(press, person, "The card can't be shown anew just now. It is tried again when it changes.", limit.Token);
    }

    private static AdaptiveCardInvokeResponse Says(string text) =>
        new() { StatusCode = 200, Type = "application/vnd.microsoft.activity.message", Value = text };

    private async Task<AdaptiveCardInvokeResponse> PressedAsync(Activity activity, PersonId person, TeamsPress press, ButtonPress button, CancellationToken cancellationToken)
    {
        string conversation = activity.Conversation.Id;
        try
        {
            // The thread says which backout it is; the data, which a client could have changed, only where there is no thread.
            BackoutId backout = await places.BackoutOfAsync(conversation, activity.ReplyToId, cancellationToken).AsTask().WaitAsync(cancellationToken) ?? press.Backout;
            TeamsPress meant = press with { Backout = backout };
            if (!clicks.IsFirst(person, conversation, meant))
            {
                return await ShownAsync(meant, person, "That was received already.", cancellationToken);
            }

            Task<BackoutHistory?> before = reader.FindAsync(backout, cancellationToken).AsTask();
            ChatSubmission submission = new($"{conversation}:{activity.Id}", TeamsTerms.Platform, person, places.ChannelOf(conversation), backout, Text: null, button);
            try
            {
                _ = await inbox.AcceptAsync(submission.ToInbox(time.GetUtcNow(), System.Diagnostics.Activity.Current?.Id), cancellationToken).AsTask().WaitAsync(cancellationToken);
            }
            catch
            {
                clicks.Forget(person, conversation, meant);
                throw;
            }

            await EffectAsync(before, backout, cancellationToken);
            return await ShownAsync(meant, person, "Received. The card follows.", cancellationToken);
        }
        catch (InboxUnavailableException fault)
        {
            LogNotKept(fault, activity.Id ?? "", person);
            return Says("The bot can't take anything just now, so nothing was done. Press it again in a moment.");
        }
        catch (OperationCanceledException fault)
        {
            // The store may yet have taken it, so nothing is promised.
            LogNotKept(fault, activity.Id ?? "", person);
            return Says("The bot did not get to it in time. Look at the card in a moment, and press again only where nothing has changed.");
        }
    }

    /// <summary>Waits a little for the backout's next change. Nothing that goes wrong here matters: the press is kept.</summary>
    private async Task EffectAsync(Task<BackoutHistory?> before, BackoutId backout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new(EffectPatience, time);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            if (await before.WaitAsync(limit.Token) is { State: var state })
            {
                await reader.WaitAsync(backout, state.Version, limit.Token);
            }
        }
        catch (Exception fault)
        {
            LogNoEffectSeen(backout, fault.Message);
        }
    }

    private async Task<AdaptiveCardInvokeResponse> ShownAsync(TeamsPress press, PersonId person, string otherwise, CancellationToken cancellationToken)
    {
        try
        {
            return await cards.RenderAsync(press, person, cancellationToken).WaitAsync(cancellationToken) is { } card
                ? new AdaptiveCardInvokeResponse { StatusCode = 200, Type = TeamsTerms.CardType, Value = card }
                : Says("There is no such backout any more.");
        }
        catch (Exception fault)
        {
            LogNotShown(fault, press.Backout, person);
            return Says(otherwise);
        }
    }

    [LoggerMessage(4520, LogLevel.Error, "The press {Activity} by {Person} was not kept, or not in time; they were told so")]
    private partial void LogNotKept(Exception fault, string activity, PersonId person);

    [LoggerMessage(4521, LogLevel.Debug, "What a press on {Backout} brought about was not seen in time: {Reason}")]
    private partial void LogNoEffectSeen(BackoutId backout, string reason);

    [LoggerMessage(4522, LogLevel.Warning, "The card of {Backout} could not be shown to {Person} in time; they were told so")]
    private partial void LogNotShown(Exception fault, BackoutId backout, PersonId person);
}
