namespace BackoutBot.Core.Backouts;

/// <summary>Where a backout is; the phases nest as the state machine says.</summary>
public enum BackoutPhase
{
    /// <summary>Checks of phases 1 to 10 run before a deployment.</summary>
    Preparing,

    /// <summary>GO: the deployment may begin.</summary>
    Ready,

    /// <summary>NO-GO: something must be mended first.</summary>
    NotReady,

    /// <summary>A deployment runs or an alarm went off; nobody has asked for a backout yet.</summary>
    Watching,

    /// <summary>Outer phase: somebody asked for a backout. Never a state of its own.</summary>
    Declared,

    /// <summary>Declared: the restore point is looked up and the plan is made.</summary>
    Planning,

    /// <summary>Declared: no plan could be made; a person must mend something or give up.</summary>
    Unplannable,

    /// <summary>Declared: the plan waits for its approvers.</summary>
    AwaitingApproval,

    /// <summary>Outer phase: approved steps run. Never a state of its own.</summary>
    RollingBack,

    /// <summary>Rolling back: steps run.</summary>
    Running,

    /// <summary>Rolling back: a person halted it; what runs ends, nothing new starts.</summary>
    Paused,

    /// <summary>Rolling back: a step failed or is uncertain; a person decides.</summary>
    Blocked,

    /// <summary>Rolling back: it was given up; only what takes away what its steps put up still runs.</summary>
    Ending,

    /// <summary>The steps are done; does it work?</summary>
    Validating,

    /// <summary>It has not proved to work in time; a person decides.</summary>
    Unproven,

    /// <summary>The post-mortem is written.</summary>
    Reviewing,

    /// <summary>Outer phase: it is over. Never a state of its own.</summary>
    Closed,

    /// <summary>Closed: production is back at the last version that worked.</summary>
    RolledBack,

    /// <summary>Closed: rolled back as far as it went; what was not reached or not proved is its residue.</summary>
    RolledBackInPart,

    /// <summary>Closed: nothing was changed, or everything that was changed was put back.</summary>
    StoodDown,

    /// <summary>Closed: it turned out that nothing was to be backed out.</summary>
    NotNeeded,

    /// <summary>Closed: given up after work had begun; what stays of it is its residue.</summary>
    Abandoned,
}
