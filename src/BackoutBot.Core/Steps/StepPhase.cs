namespace BackoutBot.Core.Steps;

/// <summary>How a step stands.</summary>
public enum StepPhase
{
    /// <summary>Waits for its turn.</summary>
    Pending,

    /// <summary>The intent is on disk; the call may or may not have been made.</summary>
    Starting,

    /// <summary>The provider works on it.</summary>
    Running,

    /// <summary>Ended well.</summary>
    Succeeded,

    /// <summary>Ended badly: a person decides.</summary>
    Failed,

    /// <summary>It can't be known whether it had its effect: a person decides.</summary>
    Uncertain,

    /// <summary>A person decided to go on without it.</summary>
    Skipped,
}
