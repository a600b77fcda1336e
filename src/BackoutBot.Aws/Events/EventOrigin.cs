using BackoutBot.Aws.Resources;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Events;

/// <summary>What is known of an event from its verified envelope, before a word of it is read.</summary>
/// <param name="Id">The message that carried it.</param>
/// <param name="Topic">The topic that it came by.</param>
/// <param name="PublishedAt">When it was published, UTC; stands in for an event's own time where that can't be read.</param>
/// <param name="IsListed">Whether a service whose plan file names that topic lists the resource.</param>
internal sealed record EventOrigin(SignalId Id, TopicArn Topic, DateTimeOffset PublishedAt, Func<ResourceKey, bool> IsListed)
{
    // Between two clocks a small difference decides nothing.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);

    // EventBridge tries to deliver for 24 hours by default ("Retrying event delivery", Amazon EventBridge user guide).
    private static readonly TimeSpan Behind = TimeSpan.FromHours(24);

    /// <summary>
    /// Whether the topic may speak of a resource: of any in its own account and region, and of those elsewhere that a service lists whose plan file names
    /// the topic, as with monitoring accounts and central event buses. Nobody else's topic can speak of it.
    /// </summary>
    public bool MaySpeakOf(string? account, string? region, ResourceKey resource) =>
        (string.Equals(account, Topic.Account, StringComparison.Ordinal) && string.Equals(region, Topic.Region, StringComparison.Ordinal)) || IsListed(resource);

    /// <summary>When an event happened: as it says, where that can be so by when it was published.</summary>
    public DateTimeOffset TimeOf(DateTimeOffset? told) => told is { } time && time <= PublishedAt + Ahead && time >= PublishedAt - Behind ? time : PublishedAt;

    /// <summary>Why an event is not read, for people.</summary>
    public string Refusal(string what, string? account, string? region) =>
        $"{what} of account {LogText.Clip(account ?? "unknown")} in {LogText.Clip(region ?? "unknown")}, by a topic of {Topic.Account} in {Topic.Region}; no plan file that names the topic lists it.";
}
