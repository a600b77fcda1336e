using BackoutBot.Core.Backouts;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Releases;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Effects;

/// <summary>What stays when a backout ends: effects that nobody meant to last, and whatever of the way back was not gone.</summary>
/// <param name="Kind">Which of these it is.</param>
/// <param name="Text">What stays, for people.</param>
public sealed record Residue(ResidueKind Kind, string Text)
{
    /// <summary>What stays of a backout as it stands, the gravest first; empty where nothing does.</summary>
    public static IReadOnlyList<Residue> Of(BackoutState state) =>
        state.Outcome is not BackoutPhase.StoodDown && (state.HasActed || state.OpenBrackets.Any()) ? [.. NotWorking(state), .. Open(state), .. HalfDone(state), .. Lasting(state), .. NotReached(state), .. LeftToOthers(state), .. OtherRelease(state), .. NotProved(state)] : [];

    private static IEnumerable<Residue> Open(BackoutState state) => state.OpenBrackets.Select(effect => new Residue(
        ResidueKind.Open,
        $"{Capital(effect.InWords)}{effect.SinceInWords("yyyy-MM-dd HH:mm")}, and not seen to be gone"
        + (state.LeftOpen is { } left ? $"; left by {left.By}: {left.Reason}" : "")));

    private static IEnumerable<Residue> HalfDone(BackoutState state) => state.Effects
        .Where(effect => effect.IsHalfDone)
        .Select(effect => new Residue(ResidueKind.HalfDone, effect.WasStopped ? $"{effect.Step.Title}: {effect.Note}" : $"{effect.Step.Title}: not seen to be done. {effect.Note}".TrimEnd()));

    private static IEnumerable<Residue> Lasting(BackoutState state) => state.Outcome is not BackoutPhase.Abandoned
        ? []
        : state.Effects
            .Where(effect => effect is { IsSeenToLast: true, Amiss: null } && !state.LeftOut.Exists(left => left.Step == effect.Step.Id))
            .Select(effect => new Residue(ResidueKind.Lasting, $"{effect.Step.Title}: done, and stays so"));

    private static IEnumerable<Residue> NotReached(BackoutState state)
    {
        foreach (PlanStep step in state.Unreached.Where(step => !state.Effects.Exists(effect => effect.Step.Id == step.Id && (effect.IsOpenBracket || effect.IsHalfDone))))
        {
            StepState? stands = state.Steps.GetValueOrDefault(step.Id);
            yield return new Residue(ResidueKind.NotReached, PutBackAt(state, step) is { } back ? $"{step.Title}: done, and put back again at {back:HH:mm} UTC" : $"{step.Title}: not done{(stands is { Phase: StepPhase.Skipped } ? $", {stands.Note}" : "")}");
        }

        foreach (Effect changed in state.Effects.Where(effect => effect is { IsSeenToLast: true, Amiss: not null }))
        {
            yield return new Residue(ResidueKind.NotReached, $"{changed.Step.Title}: done, and {changed.Amiss!.InWords}");
        }

        // What was done only stopped a deployment; what it had brought by then is there.
        if (state.ApprovedSteps.IsEmpty && state.EndedBy is not (BackoutTrigger.Prove or BackoutTrigger.Accept) && state.Effects.Exists(effect => effect.IsSeenToLast || effect.IsHalfDone))
        {
            yield return new Residue(
                ResidueKind.NotReached,
                $"Nothing was rolled back: no plan to do so was approved{(FromTo.From(state) is { } version ? $", and {version} stays where it has come to" : "")}");
        }

        bool isGoneBackFrom = state.Effects.Exists(effect => effect.IsSeenToLast && effect.Round == state.MadeInRound && state.BearsRelease(effect.Step));
        if (state.Outcome is BackoutPhase.Abandoned && !isGoneBackFrom && FromTo.Since(state) is { } since)
        {
            yield return new Residue(ResidueKind.NotReached, $"{since.Version} ran when this was last planned; somebody deployed it meanwhile, and it was not gone back from");
        }

        foreach (LeftOutStep left in state.LeftOut)
        {
            yield return new Residue(ResidueKind.NotReached, left.InWords(state.ApprovedSteps));
        }

        // What the backout had put up is gone, and yet something kept the step that takes it away from being done.
        foreach (PlanStep closing in state.StepsAtHand.Where(step => state.Effects.Exists(effect => effect.Step.Id == step.Closes && effect is { Standing: EffectStanding.Undone, HasStood: true })))
        {
            if (state.Steps.GetValueOrDefault(closing.Id) is { Phase: StepPhase.Failed } failed && !state.Effects.Exists(effect => effect.Step.Id == closing.Closes && effect.GoneAt > failed.EndedAt))
            {
                yield return new Residue(ResidueKind.NotReached, $"{closing.Title}: not done. {failed.Note}");
            }
        }
    }

    private static IEnumerable<Residue> LeftToOthers(BackoutState state) =>
        state.LeftToOthers.Select(left => new Residue(ResidueKind.LeftToOthers, $"Left as it is, since somebody changed it: {left.InWords}"));

    private static DateTimeOffset? PutBackAt(BackoutState state, PlanStep step) =>
        state.Effects.Find(effect => effect.Step.Id == step.Id && effect is { Closing: null, Standing: EffectStanding.Undone })?.GoneAt;

    private static IEnumerable<Residue> NotWorking(BackoutState state) =>
        EndWords.NotWorking(state) is { } seen ? [new Residue(ResidueKind.NotWorking, seen)] : [];

    private static IEnumerable<Residue> OtherRelease(BackoutState state) =>
        EndWords.OtherRelease(state) is { } seen ? [new Residue(ResidueKind.OtherRelease, seen)] : [];

    private static IEnumerable<Residue> NotProved(BackoutState state) => state.AcceptedBy is { } accepted
        ? [new Residue(ResidueKind.NotProved, $"Not proved: accepted by {accepted.By}: {accepted.Reason}. {state.WellnessNote}".TrimEnd())]
        : state is { Outcome: BackoutPhase.RolledBackInPart, GivenUp: { } given }
        ? [new Residue(ResidueKind.NotProved, $"Not proved: {given.By} gave it up before: {given.Reason}")]
        : [];

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}

/// <summary>A person's decision to let something be as it is.</summary>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
public sealed record TakenOver(Ids.PersonId By, string Reason);

/// <summary>What kind of thing stays.</summary>
public enum ResidueKind
{
    /// <summary>What a step put up and nothing was seen to take away.</summary>
    Open,

    /// <summary>A step that was begun and not seen to be done.</summary>
    HalfDone,

    /// <summary>A step that was done before the backout was given up.</summary>
    Lasting,

    /// <summary>A step that was not done.</summary>
    NotReached,

    /// <summary>What somebody changed, and the way back left as it is on purpose.</summary>
    LeftToOthers,

    /// <summary>That it works was not proved.</summary>
    NotProved,

    /// <summary>It was last seen not to work.</summary>
    NotWorking,

    /// <summary>It was last seen not to be the release that was gone back to, or not everywhere.</summary>
    OtherRelease,
}
