using BackoutBot.Core.Backouts;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Runbooks;
using BackoutBot.Core.Services;

namespace BackoutBot.Core.Chat.Commands;

public static partial class ChatInterpreter
{
    /// <summary>The answer to what was asked of an ended backout; null names none that there is.</summary>
    public static Interpretation.Say ReadEnded(ChatSubmission submission, Interpretation.ReadEnded asked, BackoutState? state) =>
        state is null ? Answer(submission, $"There is no backout {asked.Ended}.") : Read(submission, asked.Verb, state);

    /// <summary>The backout that is named and not open, or in whose thread it is said and that has ended; null where neither is.</summary>
    private static BackoutId? EndedMeant(ChatSubmission submission, string rest, IServiceCatalogue services, IReadOnlyList<BackoutState> open) =>
        (rest.Length == 0 ? submission.Backout : ServiceOf(rest, services) is not null ? new BackoutId(rest) : null) is { } meant && !open.Any(state => state.Id == meant) ? meant : null;

    private static Interpretation.Say Read(ChatSubmission submission, string verb, BackoutState state) => verb switch
    {
        "plan" when state.Plan is { } plan => Answer(
            submission,
            $"Plan {plan.Hash.Value[..8]}, {state.Approvals.Count} of {state.Quorum} approvals:",
            [.. plan.Steps.Select(step => $"{step.Id}: {step.Title}: {step.Before} → {step.Target} ({StateWords.Of(state.Steps[step.Id].Phase)})"), .. plan.Remarks]),
        "plan" when state.Ending is { } ending => Answer(submission, "Given up; these still run:", [.. ending.Steps.Select(step => $"{step.Id}: {step.Title} ({StateWords.Of(state.Steps[step.Id].Phase)})")]),
        "plan" => Answer(submission, state.IsClosed ? $"{state.Id} has ended, and no plan of it is up." : "There is no plan yet."),
        // For all to see: it is for whoever is there when the bot is not. Nor can a document be shown to one person everywhere.
        "runbook" when RunbookWriter.HasLines(state) => Answer(submission, RunbookWriter.Write(state), onlyFor: null),
        "runbook" when state.IsClosed => Answer(submission, $"{state.Id} has ended, and no plan of it is up whose steps could be done by hand."),
        "runbook" => Answer(submission, state.StepsAtHand.Count == 0
            ? "There is no plan yet, so nothing that could be done by hand."
            : "The plan was made by an earlier version of the bot, which kept no lines for it. Have it planned again: replan"),
        "timeline" => Answer(submission, $"The timeline is on the backout's page: /backouts/{state.Id}"),
        "postmortem" when state.HasPostMortem => Answer(submission, $"It is in the thread, and on /backouts/{state.Id}"),
        "postmortem" => Answer(submission, $"It is written when the backout is over. It will be in the thread, and on /backouts/{state.Id}"),
        _ => Answer(submission, Line(state), Status(state)),
    };

    private static string Line(BackoutState state)
    {
        Card card = CardWriter.Write(state, state.PhaseSince);
        return $"{state.Id}: {card.State}. {card.Now}";
    }

    private static IReadOnlyList<string> Status(BackoutState state)
    {
        Card card = CardWriter.Write(state, state.PhaseSince);
        return
        [
            .. card.Facts.Select(fact => $"{fact.Name}: {fact.Value}"),
            .. card.Steps.Select(step => $"{step.Id}: {StateWords.Of(step.Phase)}, {step.Note}"),
            .. card.Cautions,
            .. card.Checks.Where(check => check.Status is not CheckStatus.Pass).SelectMany(check => (string[])[$"{check.Item} {check.Title}: {check.Summary}{(check.Fix is { } fix ? $" {fix}" : "")}", .. (state.Checks[check.Item].Besides ?? []).Select(finding => $"{check.Item} besides, {finding.InWords}")]),
            .. card.Waiting is { } waiting ? [$"Waiting for: {waiting}"] : Array.Empty<string>(),
        ];
    }

    private static Interpretation.Say Answer(ChatSubmission submission, string headline, IReadOnlyList<string>? lines = null) =>
        Answer(submission, new TextBody(CardTone.Quiet, headline, lines ?? []), submission.Person);

    private static Interpretation.Say Answer(ChatSubmission submission, MessageBody body, PersonId? onlyFor) =>
        new(new ChatMessage(
            $"reply:{submission.Platform}:{submission.Key}",
            submission.Channel,
            submission.Backout is { } backout ? ThreadWriter.CardKey(backout) : null,
            onlyFor,
            body));
}
