namespace BackoutBot.Core.Backouts;

/// <summary>Why something that was asked for was refused, for machines and auditors.</summary>
public enum RefusalCode
{
    /// <summary>It makes no sense in the present phase.</summary>
    WrongPhase,

    /// <summary>Nobody is known by that name.</summary>
    UnknownPerson,

    /// <summary>The person is not an approver at this moment.</summary>
    NotAnApprover,

    /// <summary>The requester can't approve their own backout.</summary>
    RequesterCannotApprove,

    /// <summary>The person has approved this plan already.</summary>
    AlreadyApproved,

    /// <summary>The plan has changed since the button was drawn.</summary>
    StalePlan,

    /// <summary>The wait for approvals is over.</summary>
    Expired,

    /// <summary>A reason is needed.</summary>
    ReasonMissing,

    /// <summary>The checklist has no such item, or no person may attest it.</summary>
    NotAttestable,

    /// <summary>The plan has no such step.</summary>
    UnknownStep,

    /// <summary>The plan leaves no such resource as it is.</summary>
    UnknownResource,

    /// <summary>The step is not in a state in which that can be done.</summary>
    WrongStepPhase,

    /// <summary>Nothing was seen to be in flight that could be stopped.</summary>
    NothingToStop,

    /// <summary>What it is about has changed nothing that could be put back, or something that can't be had back.</summary>
    NoUndo,

    /// <summary>The service has no plan file.</summary>
    UnknownService,

    /// <summary>There is no backout that this could be about, or more than one.</summary>
    NoSuchBackout,

    /// <summary>The command is not understood.</summary>
    UnknownCommand,

    /// <summary>The backout's journal is not as the bot wrote it.</summary>
    BrokenJournal,
}
