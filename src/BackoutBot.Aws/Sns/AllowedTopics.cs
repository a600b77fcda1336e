using System.Collections.Frozen;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Sns;

/// <summary>
/// The topics that the plan files name. Anyone can publish validly signed messages through a topic of their own, so this list, not the
/// signature, says whose words count.
/// </summary>
internal sealed class AllowedTopics(IAwsResourceCatalogue catalogue)
{
    private volatile Snapshot? current;

    /// <summary>The topic taken apart, or null where no plan file names it.</summary>
    public TopicArn? Find(string arn)
    {
        var all = catalogue.All;
        var snapshot = current;
        if (snapshot is null || !ReferenceEquals(snapshot.Of, all))
        {
            current = snapshot = Snapshot.Take(all);
        }

        return snapshot.Topics.GetValueOrDefault(arn);
    }

    private sealed record Snapshot(IReadOnlyDictionary<ServiceId, AwsService> Of, FrozenDictionary<string, TopicArn> Topics)
    {
        public static Snapshot Take(IReadOnlyDictionary<ServiceId, AwsService> all)
        {
            var topics = new Dictionary<string, TopicArn>(StringComparer.Ordinal);
            foreach (var arn in all.Values.SelectMany(resources => resources.Topics))
            {
                if (TopicArn.TryParse(arn, out var topic))
                {
                    topics[arn] = topic;
                }
            }

            return new Snapshot(all, topics.ToFrozenDictionary(StringComparer.Ordinal));
        }
    }
}
