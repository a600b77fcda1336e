using BackoutBot.Core.Cards;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Backouts;

/// <summary>A stop that is over and after which nothing follows by itself: it stopped what an undo was bringing, or what was deployed in the midst of one.</summary>
/// <param name="By">Who asked for it.</param>
/// <param name="CameOfIt">What came of it, for people: sentences.</param>
public sealed record Stopped(PersonId By, string CameOfIt)
{
    /// <summary>The stop as it stands right before its plan is dropped.</summary>
    internal static Stopped Of(BackoutState state, Stopping stopping) => new(stopping.By, string.Join(' ', state.Drifted.IsEmpty
        ? state.Plan!.Steps.Select(step => $"«{step.Title}»: {StateWords.Of(state.Steps[step.Id].Phase)}. {state.Steps[step.Id].Note.TrimEnd('.')}.")
        : state.Drifted.Select(fact => $"Nothing was done by it. {fact.InWords}.")));

    /// <summary>What can be done then, for people.</summary>
    internal static string WaysOn(BackoutState state) =>
        $"Anybody: have the undo planned again, replan; or go another way, start {state.Service} to <version or point>; what is kept is listed by: points {state.Service}. Or an approver: abort.";
}
