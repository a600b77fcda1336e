namespace BackoutBot.Core.Intake;

/// <summary>What became of an inbound message.</summary>
public enum InboxStatus
{
    /// <summary>Still to be dealt with.</summary>
    Pending = 0,

    /// <summary>Dealt with.</summary>
    Done = 1,

    /// <summary>Not understood: kept and shown.</summary>
    Unrecognised = 2,
}
