namespace BackoutBot.Core.Cards;

/// <summary>What pressing a button asks for; each has a command of the same meaning in chat.</summary>
public enum CardVerb
{
    /// <summary>Declare the backout and have it planned.</summary>
    Start,

    /// <summary>Have what is being deployed stopped, before anything else.</summary>
    Stop,

    /// <summary>No backout is needed.</summary>
    Dismiss,

    /// <summary>Approve the plan.</summary>
    Approve,

    /// <summary>Deny the plan, with a reason.</summary>
    Deny,

    /// <summary>Have the plan made anew.</summary>
    Replan,

    /// <summary>Start no further step.</summary>
    Pause,

    /// <summary>Go on.</summary>
    Resume,

    /// <summary>Try a failed or uncertain step again.</summary>
    Retry,

    /// <summary>Go on without a step, with a reason.</summary>
    Skip,

    /// <summary>Give the backout up, with a reason; what stands open is taken away first.</summary>
    Abort,

    /// <summary>Give the backout up and take over what stands open, with a reason.</summary>
    Leave,

    /// <summary>Accept the rollback although validation has not passed, with a reason.</summary>
    Accept,

    /// <summary>Put something on the timeline.</summary>
    Note,

    /// <summary>Vouch for a checklist item, with a statement.</summary>
    Attest,
}
