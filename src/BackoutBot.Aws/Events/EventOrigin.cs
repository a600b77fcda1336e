using BackoutBot.Aws.Resources;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Events;

/// <summary>What is known of an event from its verified envelope, before a word of it is read.</summary>
/// <param name="Id">The message that carried it.</param>
/// <param name="Topic">The topic that it came by: an event of another account or region is not believed.</param>
/// <param name="PublishedAt">When it was published, UTC; stands in for an event's own time where that can't be read.</param>
internal sealed record EventOrigin(SignalId Id, TopicArn Topic, DateTimeOffset PublishedAt)
{
    public bool IsHome(string? account, string? region) =>
        string.Equals(account, Topic.Account, StringComparison.Ordinal) && string.Equals(region, Topic.Region, StringComparison.Ordinal);
}
