using BackoutBot.Aws.Access;
using BackoutBot.Aws.Plan;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Ids;
using BackoutBot.PlanFiles;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Aws.Parts.News;

/// <summary>What AWS itself tells of things that the bot can neither look at nor change: good and bad news for the service's thread.</summary>
internal sealed class NewsPart : IAwsPart
{
    private static readonly string[] Kinds = [.. NewsKind.All.Select(kind => kind.Key)];

    /// <inheritdoc />
    public string Key => "events";

    /// <inheritdoc />
    public IReadOnlyList<PlanAction> Actions { get; } =
        [];

    /// <inheritdoc />
    public AwsAccess Access { get; } = new();

    /// <inheritdoc />
    public IEnumerable<AwsResource> Read(AwsPartReader reader)
    {
        foreach (var section in reader.Section.Children(Key, "What else of the service AWS tells of by the topics: bad news opens a thread, good news joins it. The bot changes none of it."))
        {
            var sources = NewsKind.All
                .Select(kind => (Kind: kind, Name: section.OptionalText(kind.Key, kind.Name, kind.Description)))
                .Where(one => one.Name is not null)
                .ToArray();
            var account = reader.AccountOf(section);
            if (!section.NeedsOneOf(Kinds))
            {
                section.Fault(null, "it does not say what is to be heard of", $"add one of {string.Join(", ", Kinds)}");
            }
            else if (Kinds.Where(section.Has).ToArray() is { Length: > 1 } several)
            {
                section.Fault(several[^1], "it says more than one thing to be heard of", "give each an entry of its own");
            }

            section.Close();
            foreach (var (kind, name) in sources)
            {
                reader.Claim(account, $"{kind.What} {name!.Value}", name);
                yield return new NewsSource(kind, name.Value) { Id = $"{kind.What} {name.Value}", Account = account };
            }
        }
    }

    /// <inheritdoc />
    public IEnumerable<ResourceKey> SignalKeys(AwsResource resource) =>
        resource is NewsSource source ? [source.Kind.KeyOf(source.Account.Id, source.Account.Region, source.Name)] : [];

    /// <inheritdoc />
    public void Register(IServiceCollection services)
    {
        // Nothing but its signals is needed.
    }
}
