using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Services;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Announcements;

/// <summary>
/// Keeps what clients and managers were told last from becoming untrue while the backout's phase has nothing to say: a page that came, stays longer,
/// went or came again, and an end that is not to be expected any more.
/// </summary>
internal static class PageNews
{
    private const string Up = "page up";
    private const string Stays = "page stays";
    private const string Gone = "page gone";
    private const string GoneAndWatched = "page gone, watching";
    private const string NotWatched = "not watching";
    private const string HeldUpWord = "held up";
    private const string Late = "late";
    private const string GoesOn = "goes on";
    private const string OnceItIsOver = "We will tell you when it is over.";

    /// <summary>What is to be said because the last word is not so any more.</summary>
    internal static IEnumerable<AnnouncementMade> Of(BackoutState state, ServiceDefinition service)
    {
        foreach (Audience audience in service.Audiences)
        {
            if (News(state, audience.Kind) is var (occasion, headline, lines))
            {
                yield return new AnnouncementMade(audience.Kind, audience.Channel, $"{occasion} {state.Version}", headline, lines);
            }
        }
    }

    private static (string Occasion, string Headline, IReadOnlyList<string> Lines)? News(BackoutState state, AudienceKind audience) => audience switch
    {
        _ when state.Phase is BackoutPhase.Reviewing => null,
        AudienceKind.Clients => ForClients(state, state.LastTold(audience)),
        AudienceKind.Managers => ForManagers(state, state.LastTold(audience)),
        _ => null,
    };

    private static (string, string, IReadOnlyList<string>)? ForClients(BackoutState state, Told? last) => (last?.Shown, ClientWords.Shown(state)) switch
    {
        (null, { } shown) when !state.IsClosed && state.OpenBrackets.Any(effect => effect.Standing is EffectStanding.Seen && !(effect.IsInPart && IsUnderWay(state)) && (state.HasBegunPlan || !effect.StoodBefore)) =>
            IsUnderWay(state) && state is { Phase: BackoutPhase.Running, Plan: { } plan }
                ? (Up, Working(state), [ClientWords.Noticed(plan), OnceItIsOver])
                : (Stays, Working(state), [shown, OnceItIsOver]),
        ({ } told, { } shown) when !state.IsClosed && (told != shown || (!IsUnderWay(state) && !Is(last!, Stays, "blocked"))) => (Stays, AnnouncementWriter.StillWorking(state), [shown, OnceItIsOver]),
        (null, null) when last is not null && Is(last, GoneAndWatched) && !state.IsClosed && state.Phase is not (BackoutPhase.Validating or BackoutPhase.Unproven) => (NotWatched, AnnouncementWriter.StillWorking(state), []),
        ({ }, null) when IsGone(state, AudienceKind.Clients) => state switch
        {
            { IsClosed: true } => (Gone, "The maintenance page is gone again.", []),
            { Phase: BackoutPhase.Validating } => (GoneAndWatched, "The maintenance page is gone again; we are watching whether our service works.", []),
            _ => (Gone, "The maintenance page is gone again.", [AnnouncementWriter.StillWorking(state)]),
        },
        _ => null,
    };

    private static (string, string, IReadOnlyList<string>)? ForManagers(BackoutState state, Told? last) =>
        last?.Shown is not null && IsGone(state, AudienceKind.Managers) ? (Gone, $"{state.Service}: what customers were shown is gone.", [.. state.Effects.SelectMany(effect => effect.Windows).Distinct().Select(shown => $"{shown}.")])
        : state.Announced.FindLast(told => told is { Audience: AudienceKind.Managers, IsOwnWords: false } && !Is(told, Gone)) is not { } pace ? null
        : HeldUp(state) is { } how && Is(pace, "rolling back", GoesOn, Late) ? (HeldUpWord, $"{state.Service}: {Under(state)} is {how}; when it ends is not known.", [.. AnnouncementWriter.Standing(state)])
        : IsLate(state) && Is(pace, "rolling back", GoesOn) ? (Late, $"{state.Service}: {Under(state)} takes longer than expected; when it ends is not known.", [.. AnnouncementWriter.Standing(state)])
        : IsUnderWay(state) && state.HasBegunPlan && Is(pace, HeldUpWord) ? (GoesOn, $"{state.Service}: {Under(state)} goes on.", [.. AnnouncementWriter.Standing(state)])
        : null;

    /// <summary>Whether nothing stands any more; of what a later backout took away, that one tells, and whom a later one told that it stands, that one tells that it is gone.</summary>
    private static bool IsGone(BackoutState state, AudienceKind audience) =>
        !state.OpenBrackets.Any() && !(state.IsClosed && state.Effects.Exists(effect => effect.TakenBy is not null || effect.ToldElsewhere.Contains(audience)));

    /// <summary>What is under way, for managers: once it was given up, only the taking away of what was put up for it.</summary>
    private static string Under(BackoutState state) => state.Ending is null ? AnnouncementWriter.Way(state) : $"{AnnouncementWriter.Way(state)} was given up; taking away what was put up for it";

    /// <summary>By whose will nothing new is begun of what was; null where it is nobody's.</summary>
    private static string? HeldUp(BackoutState state) => state switch
    {
        { Phase: BackoutPhase.Paused } => "paused",
        { Phase: BackoutPhase.Running, HasBegunPlan: true, Halt: not null } or { Phase: BackoutPhase.Ending, Halt: not null } => "halted",
        _ => null,
    };

    private static bool IsLate(BackoutState state) => state.Phase is BackoutPhase.Running or BackoutPhase.Ending && state.Steps.Values.Any(step => step is { IsInFlight: true, IsOverdue: true });

    /// <summary>Whether it goes on as it was expected to.</summary>
    private static bool IsUnderWay(BackoutState state) => state is { Phase: BackoutPhase.Running, Halt: null, WaitsFor: null } && !IsLate(state)
        || (state is { Phase: BackoutPhase.Ending, Halt: null } && !IsLate(state) && !state.Steps.Values.Any(step => step.Phase is StepPhase.Failed or StepPhase.Uncertain));

    private static string Working(BackoutState state) =>
        state.Announced.Exists(told => told is { Audience: AudienceKind.Clients, IsOwnWords: false }) ? AnnouncementWriter.StillWorking(state) : AnnouncementWriter.Working(state);

    private static bool Is(Told told, params ReadOnlySpan<string> occasions)
    {
        foreach (string occasion in occasions)
        {
            if (told.Occasion.StartsWith(occasion, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
