namespace BackoutBot.Runtime.Storage;

/// <summary>What changed on disk, as far as this process did it; others' changes are found by the sweep.</summary>
public sealed class StoreChanges
{
    /// <summary>The journal grew.</summary>
    public Pulse Journal { get; } = new();

    /// <summary>A message was accepted.</summary>
    public Pulse Inbox { get; } = new();

    /// <summary>Something is to be said.</summary>
    public Pulse Outbox { get; } = new();

    /// <summary>The console's chat changed.</summary>
    public Pulse Chat { get; } = new();
}
