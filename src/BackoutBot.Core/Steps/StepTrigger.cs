namespace BackoutBot.Core.Steps;

/// <summary>What can move a step from one phase to another.</summary>
public enum StepTrigger
{
    /// <summary>The intent of an attempt was written down.</summary>
    Intend,

    /// <summary>The provider took it on.</summary>
    Start,

    /// <summary>It moved on.</summary>
    Progress,

    /// <summary>It ended well.</summary>
    Succeed,

    /// <summary>It ended badly.</summary>
    Fail,

    /// <summary>What it rests on was seen to have changed before it started.</summary>
    Drift,

    /// <summary>It can't be known whether it had its effect.</summary>
    LoseTrack,

    /// <summary>A person had it tried again.</summary>
    Retry,

    /// <summary>A person went on without it.</summary>
    Skip,
}
