using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Core.Backouts.Commands;

/// <summary>What a person asks for.</summary>
public abstract record PersonCommand(CommandKey Key, PersonId Person) : BackoutCommand(Key, Person);

/// <summary>Open the backout, or check again, before a deployment.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="Person">Who asks.</param>
/// <param name="Version">The version that is to be deployed; null keeps what is known.</param>
public sealed record Prepare(CommandKey Key, PersonId Person, string? Version) : PersonCommand(Key, Person);

/// <summary>Declare the backout and have it planned.</summary>
public sealed record Start(CommandKey Key, PersonId Person, string? Reason) : PersonCommand(Key, Person)
{
    /// <summary>Where to go back to; null leaves that to the bot.</summary>
    public PointTarget? To { get; init; }

    /// <summary>What an ended backout did and is to be put back; null where it goes back from a release.</summary>
    public Undoing? Undoes { get; init; }
}

/// <summary>Have what one step changed put back as it was before.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="Person">Who asks.</param>
/// <param name="Step">The step, which ended well.</param>
/// <param name="Reason">Why; null where none was given.</param>
public sealed record Undo(CommandKey Key, PersonId Person, StepId Step, string? Reason) : PersonCommand(Key, Person);

/// <summary>Have what is being deployed stopped, before anything else.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="Person">Who asks.</param>
/// <param name="Reason">Why; null where none was given.</param>
/// <param name="Found">What is being deployed, read just now.</param>
public sealed record Stop(CommandKey Key, PersonId Person, string? Reason, StopReading Found) : PersonCommand(Key, Person);

/// <summary>No backout is needed.</summary>
public sealed record Dismiss(CommandKey Key, PersonId Person, string? Reason) : PersonCommand(Key, Person);

/// <summary>Approve the plan of that hash.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="Person">Who approves.</param>
/// <param name="Plan">The hash, or its first six characters or more as a person types them.</param>
public sealed record Approve(CommandKey Key, PersonId Person, PlanHash Plan) : PersonCommand(Key, Person);

/// <summary>Deny the plan.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="Person">Who denies.</param>
/// <param name="Plan">The hash or its first characters; null denies whatever plan is up, which is always safe.</param>
/// <param name="Reason">Why; needed.</param>
public sealed record Deny(CommandKey Key, PersonId Person, PlanHash? Plan, string? Reason) : PersonCommand(Key, Person);

/// <summary>Have the plan made anew.</summary>
public sealed record Replan(CommandKey Key, PersonId Person) : PersonCommand(Key, Person);

/// <summary>Have a resource put back, too, that somebody changed since the release that is left was out.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="Person">Who asks.</param>
/// <param name="Resource">The resource, as the plan names it.</param>
public sealed record Include(CommandKey Key, PersonId Person, string Resource) : PersonCommand(Key, Person);

/// <summary>Start no further step.</summary>
public sealed record Pause(CommandKey Key, PersonId Person) : PersonCommand(Key, Person);

/// <summary>Go on.</summary>
public sealed record Resume(CommandKey Key, PersonId Person) : PersonCommand(Key, Person);

/// <summary>Try a failed or uncertain step, or the validation, again.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="Person">Who asks.</param>
/// <param name="Step">The step; null where only one can be meant.</param>
public sealed record Retry(CommandKey Key, PersonId Person, StepId? Step) : PersonCommand(Key, Person);

/// <summary>Go on without a failed, uncertain or pending step.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="Person">Who asks.</param>
/// <param name="Step">The step; null where only one can be meant.</param>
/// <param name="Reason">Why; needed.</param>
public sealed record Skip(CommandKey Key, PersonId Person, StepId? Step, string? Reason) : PersonCommand(Key, Person);

/// <summary>Accept the rollback although validation has not proved it.</summary>
public sealed record Accept(CommandKey Key, PersonId Person, string? Reason) : PersonCommand(Key, Person);

/// <summary>Give up; what stands open is taken away first.</summary>
public sealed record Abort(CommandKey Key, PersonId Person, string? Reason) : PersonCommand(Key, Person);

/// <summary>Give up, and take over what stands open instead of having it taken away.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="Person">Who takes it over.</param>
/// <param name="Reason">Why it stays, and until when; needed.</param>
public sealed record Leave(CommandKey Key, PersonId Person, string? Reason) : PersonCommand(Key, Person);

/// <summary>Answer for what an ended backout left.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="Person">Who takes it over.</param>
/// <param name="Reason">What becomes of it; needed.</param>
public sealed record TakeOver(CommandKey Key, PersonId Person, string? Reason) : PersonCommand(Key, Person);

/// <summary>Let the release that an ended backout left be gone back to again.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="Person">Who answers for it.</param>
/// <param name="Reason">Why it is good; needed.</param>
public sealed record ClearRelease(CommandKey Key, PersonId Person, string? Reason) : PersonCommand(Key, Person);

/// <summary>Vouch for a checklist item that a person may attest.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="Person">Who vouches.</param>
/// <param name="Item">The item's number.</param>
/// <param name="Statement">What was seen, or a link to it; needed.</param>
public sealed record Attest(CommandKey Key, PersonId Person, ItemId Item, string? Statement) : PersonCommand(Key, Person);

/// <summary>Put something on the timeline.</summary>
public sealed record Note(CommandKey Key, PersonId Person, string Text) : PersonCommand(Key, Person);

/// <summary>Tell the stakeholders something in one's own words.</summary>
public sealed record Announce(CommandKey Key, PersonId Person, string Text) : PersonCommand(Key, Person);
