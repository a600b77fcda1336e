namespace BackoutBot.Runtime.Storage;

/// <summary>Where what must survive is kept. Section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Storage";

    /// <summary>The directory of the database. Must be writable, and on a file system whose fsync is honest. Default: <c>data</c> beside the working directory.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>How many writes may wait for the disk before callers have to wait to queue theirs. Default 16384.</summary>
    public int WriteQueue { get; set; } = 16_384;

    /// <summary>How long to wait for another process that holds the database. Default 5 seconds.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
