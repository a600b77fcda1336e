using System.Text.Json.Serialization;

namespace BackoutBot.Core.Releases;

/// <summary>What runs of one resource that releases are deployed to.</summary>
/// <param name="Resource">The resource, in the words of the part that reads it.</param>
/// <param name="Identity">The deployed code's identity: the same text for the same code, another for any other.</param>
/// <param name="Version">What people call it.</param>
public sealed record ReleaseComponent(string Resource, string Identity, string Version);

/// <summary>What runs of a service: the deployed code of all its resources. Two releases differ where one component does.</summary>
/// <param name="Components">The components, by resource.</param>
public sealed record Release(IReadOnlyList<ReleaseComponent> Components)
{
    /// <summary>The release of which nothing is known, because no resource of the service bears one.</summary>
    public static Release Unknown { get; } = new([]);

    /// <summary>Its identity over all components; empty for <see cref="Unknown"/>.</summary>
    [JsonIgnore]
    public string Identity => string.Join('\n', Components.Select(component => $"{component.Resource} = {component.Identity}"));

    /// <summary>What people call it.</summary>
    [JsonIgnore]
    public string Version => Components.Count == 0 ? "an unknown version" : string.Join(", ", Components.Select(component => component.Version).Distinct(StringComparer.Ordinal));

    /// <summary>The release of those components, in a fixed order and each resource once.</summary>
    public static Release Of(IEnumerable<ReleaseComponent> components) =>
        new([.. components.DistinctBy(component => component.Resource, StringComparer.Ordinal).OrderBy(component => component.Resource, StringComparer.Ordinal)]);

    /// <summary>Whether to go to it from the other changes nothing: what both have is the same. A resource that came into the plan file since makes no other release.</summary>
    public bool BringsNothingTo(Release other)
    {
        (ReleaseComponent Mine, ReleaseComponent Theirs)[] shared = [.. Components.Join(other.Components, mine => mine.Resource, theirs => theirs.Resource, (mine, theirs) => (mine, theirs), StringComparer.Ordinal)];
        return shared.Length > 0 && shared.All(pair => pair.Mine.Identity == pair.Theirs.Identity);
    }

    /// <summary>Whether both are known and the same.</summary>
    public bool IsSameAs(Release? other) => Components.Count > 0 && Identity == other?.Identity;
}
