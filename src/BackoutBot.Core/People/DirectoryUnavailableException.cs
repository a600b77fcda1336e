namespace BackoutBot.Core.People;

/// <summary>Who a person is, or what groups they are in, can't be found out now; whatever depends on it waits.</summary>
public sealed class DirectoryUnavailableException : Exception
{
    /// <summary>Says nothing more.</summary>
    public DirectoryUnavailableException()
    {
    }

    /// <summary>Says what could not be asked, and what to do.</summary>
    public DirectoryUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Says what could not be asked and what to do, and keeps what was the matter.</summary>
    public DirectoryUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
