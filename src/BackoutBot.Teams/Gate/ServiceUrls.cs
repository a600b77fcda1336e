using Microsoft.Extensions.Hosting;

namespace BackoutBot.Teams.Gate;

/// <summary>Says where the bot may answer to, for its token goes there.</summary>
internal sealed class ServiceUrls(IHostEnvironment environment)
{
    // The public cloud, GCC, GCC High and DoD, as Microsoft's list of Teams' proactive service URLs has them.
    private static readonly string[] Hosts =
    [
        "smba.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
    ];

    /// <summary>Whether it is one of Teams' own; in the sandbox environment, loopback as well.</summary>
    public bool Allows(string? serviceUrl) =>
        Uri.TryCreate(serviceUrl, UriKind.Absolute, out Uri? url)
        && url.UserInfo.Length == 0
        && ((url.Scheme == Uri.UriSchemeHttps && url.IsDefaultPort && Hosts.Contains(url.Host, StringComparer.OrdinalIgnoreCase))
            || (environment.IsSandbox() && url is { IsLoopback: true, Scheme: "http" or "https" }));
}
