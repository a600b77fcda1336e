using System.Reflection;

namespace BackoutBot.Hosting;

/// <summary>
/// The vendors' packages that a program was built with, and the stand-ins that it has in the place of others. The build writes both into the
/// program (BackoutBot.csproj), from what it resolved.
/// </summary>
/// <param name="StandIns">The ids of the packages that have a stand-in.</param>
/// <param name="FromFeed">The id and the version of each that is the vendor's own.</param>
internal sealed record VendorPackages(IReadOnlyList<string> StandIns, IReadOnlyList<string> FromFeed)
{
    private const string StandIn = nameof(StandIn);
    private const string VendorPackage = nameof(VendorPackage);

    /// <summary>Those of this program.</summary>
    public static VendorPackages Inside { get; } = Of(typeof(VendorPackages).Assembly);

    /// <summary>Each on a line, by name.</summary>
    public IEnumerable<string> Lines =>
        StandIns.Select(id => $"{id} stand-in").Concat(FromFeed).Order(StringComparer.Ordinal);

    private static VendorPackages Of(Assembly assembly)
    {
        ILookup<string, string> metadata = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToLookup(attribute => attribute.Key, attribute => attribute.Value ?? string.Empty, StringComparer.Ordinal);
        return new VendorPackages([.. metadata[StandIn].Order(StringComparer.Ordinal)], [.. metadata[VendorPackage].Order(StringComparer.Ordinal)]);
    }
}
