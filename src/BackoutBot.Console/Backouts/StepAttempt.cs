using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Core.Steps;

namespace BackoutBot.Console.Backouts;

/// <summary>One try at a step, as the journal tells it.</summary>
/// <param name="Step">The step.</param>
/// <param name="Number">1 for the first try.</param>
/// <param name="Key">The key that it carried to the provider.</param>
/// <param name="IntendedAt">When it was written down, before the first call.</param>
/// <param name="Phase">How it stands or ended.</param>
/// <param name="Note">Its latest news.</param>
/// <param name="EndedAt">When it ended; null while it has not.</param>
/// <param name="Evidence">What was seen of it.</param>
public sealed record StepAttempt(
    StepId Step,
    int Number,
    IdempotencyKey Key,
    DateTimeOffset IntendedAt,
    StepPhase Phase,
    string Note,
    DateTimeOffset? EndedAt,
    IReadOnlyList<Evidence> Evidence)
{
    /// <summary>Every attempt in the journal, in order.</summary>
    public static IReadOnlyList<StepAttempt> Of(IEnumerable<JournalEntry> entries)
    {
        var attempts = new List<StepAttempt>();
        foreach (var entry in entries)
        {
            switch (entry.Event)
            {
                case StepIntended intended:
                    attempts.Add(new StepAttempt(intended.Step, intended.Attempt, intended.Key, entry.At, StepPhase.Starting, "", null, []));
                    break;
                case StepStarted started:
                    Change(started.Step, started.Attempt, attempt => attempt with { Phase = StepPhase.Running, Note = started.Note });
                    break;
                case StepProgressed progressed:
                    Change(progressed.Step, progressed.Attempt, attempt => attempt with { Note = $"{progressed.Percent} %: {progressed.Note}" });
                    break;
                case StepSucceeded succeeded:
                    Change(succeeded.Step, succeeded.Attempt, attempt => attempt with { Phase = StepPhase.Succeeded, Note = succeeded.Note, EndedAt = entry.At, Evidence = succeeded.Evidence });
                    break;
                case StepFailed failed:
                    Change(failed.Step, failed.Attempt, attempt => attempt with { Phase = StepPhase.Failed, Note = $"{failed.Reason} {failed.Fix}", EndedAt = entry.At });
                    break;
                case StepBecameUncertain uncertain:
                    Change(uncertain.Step, uncertain.Attempt, attempt => attempt with { Phase = StepPhase.Uncertain, Note = $"{uncertain.Reason} {uncertain.HowToTell}", EndedAt = entry.At });
                    break;
            }
        }

        return attempts;

        void Change(StepId step, int number, Func<StepAttempt, StepAttempt> change)
        {
            var index = attempts.FindLastIndex(attempt => attempt.Step == step && attempt.Number == number);
            if (index >= 0)
            {
                attempts[index] = change(attempts[index]);
            }
        }
    }
}
