namespace BackoutBot.Core.Intake;

/// <summary>What became of an inbound message.</summary>
public enum InboxReceipt
{
    /// <summary>New, and on disk.</summary>
    Accepted,

    /// <summary>Its key was accepted before: nothing more to do.</summary>
    Duplicate,
}
