namespace BackoutBot.Core.Intake;

/// <summary>An inbound message could not be persisted, so it must not be acknowledged.</summary>
public sealed class InboxUnavailableException : Exception
{
    /// <summary>Says what stood in the way.</summary>
    public InboxUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
