using BackoutBot.Aws.Clients;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>Whose pages may be taken away without asking further: those of the service's backouts, by this installation.</summary>
/// <param name="Service">The service.</param>
/// <param name="Installation">This installation.</param>
internal sealed record PageOwner(ServiceId Service, InstallationId Installation)
{
    /// <summary>Whether the page is its own.</summary>
    public bool Owns(PageRule page) =>
        page.Backout is { } backout && backout.Value.LastIndexOf('-') is > 0 and var dash && backout.Value[..dash] == SessionText.Tag(Service.Value)
        && (page.Installation is null || page.Installation == Installation);
}
