namespace BackoutBot.Core.Backouts;

/// <summary>What can move a backout from one phase to another.</summary>
public enum BackoutTrigger
{
    /// <summary>Every pre-deployment check has a result, and none forbids the deployment.</summary>
    ChecksPass,

    /// <summary>Every pre-deployment check has a result, and at least one forbids the deployment.</summary>
    ChecksFail,

    /// <summary>A person asked for the checks again.</summary>
    Prepare,

    /// <summary>A signal arrived that moves nothing by itself.</summary>
    Signal,

    /// <summary>A deployment of the service began.</summary>
    Deploy,

    /// <summary>A bad signal arrived.</summary>
    Trouble,

    /// <summary>A person asked for the backout.</summary>
    Start,

    /// <summary>A person says that no backout is needed.</summary>
    Dismiss,

    /// <summary>The watched deployment ended well and nothing bad was heard of it.</summary>
    AllQuiet,

    /// <summary>A plan was made.</summary>
    Propose,

    /// <summary>No plan could be made.</summary>
    PlanFail,

    /// <summary>A person asked for a new plan.</summary>
    Replan,

    /// <summary>An approver approved, and more are needed.</summary>
    Approve,

    /// <summary>An approver approved, and that was the last one needed.</summary>
    ReachQuorum,

    /// <summary>An approver denied.</summary>
    Deny,

    /// <summary>The quorum did not come together in time.</summary>
    Expire,

    /// <summary>A person halted the rollback.</summary>
    Pause,

    /// <summary>A person let the rollback go on.</summary>
    Resume,

    /// <summary>A person wants what is being deployed stopped, before anything else.</summary>
    Stop,

    /// <summary>The deployment was stopped, or the step that was to stop it was skipped.</summary>
    StopDone,

    /// <summary>The stop was denied, or nobody approved it in time.</summary>
    StopOff,

    /// <summary>The plan to put one step back was denied, could not be made, or nobody approved it in time.</summary>
    UndoOff,

    /// <summary>What one step had changed is put back, or the step that was to do so was skipped.</summary>
    UndoDone,

    /// <summary>What the approved plan rests on changed before its first step.</summary>
    Drift,

    /// <summary>A step failed or became uncertain.</summary>
    StepBlock,

    /// <summary>A person had the step, or the validation, tried again.</summary>
    Retry,

    /// <summary>A person went on without the step.</summary>
    Skip,

    /// <summary>The last step ended; while ending, the last one that takes something away; while planning, no step is left to be planned.</summary>
    StepsEnd,

    /// <summary>Everything was well for the whole soak time.</summary>
    Prove,

    /// <summary>Validation ran out of time.</summary>
    ProofExpire,

    /// <summary>A person accepted the rollback without proof.</summary>
    Accept,

    /// <summary>A person gave up: what stands open is taken away first.</summary>
    Abort,

    /// <summary>A person gave up and takes over what stands open.</summary>
    Leave,

    /// <summary>The post-mortem was written.</summary>
    Review,
}
