using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Signals;

/// <summary>An alarm that was read to be raised.</summary>
/// <param name="Resource">The alarm's key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Since">When it went off, UTC; null where the provider does not say.</param>
public sealed record RaisedAlarm(ResourceKey Resource, string Name, DateTimeOffset? Since)
{
    /// <summary>Its name and since when it is raised, for people.</summary>
    public string InWords => Since is { } since ? $"{Name} (since {since:yyyy-MM-dd HH:mm} UTC)" : Name;
}
