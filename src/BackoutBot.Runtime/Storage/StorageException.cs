namespace BackoutBot.Runtime.Storage;

/// <summary>The store can't be used. The message says what is wrong, where, and what to do.</summary>
public sealed class StorageException : Exception
{
    /// <summary>Says what is wrong, where, and what to do.</summary>
    public StorageException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
