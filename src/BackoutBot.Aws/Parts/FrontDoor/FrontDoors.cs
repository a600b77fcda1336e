using System.Text.RegularExpressions;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Releases;

namespace BackoutBot.Aws.Parts.FrontDoor;

/// <summary>The service as its customers reach it over HTTP.</summary>
/// <param name="Url">What is asked for.</param>
/// <param name="Host">The name to ask for, in <c>Host</c> and in TLS, where it is not that of the URL.</param>
/// <param name="Status">The status of a good answer.</param>
/// <param name="Text">What a good answer holds; null where that does not matter.</param>
/// <param name="Version">What an answer of the release that one goes back to holds, with {version} for the version; null where none tells.</param>
/// <param name="CaFile">A PEM file of the only authorities that the certificate may come from; null for those of the machine.</param>
/// <param name="Header">A header with a secret that the request carries; null for none.</param>
public sealed partial record HttpFrontDoor(Uri Url, string? Host, int Status, string? Text, string? Version, string? CaFile, SecretHeader? Header) : AwsResource
{
    /// <summary>The deployment group whose version answers there; null where the service has none.</summary>
    public CodeDeployTarget? Group { get; init; }

    /// <summary>What an answer of a release holds; null where none tells its version.</summary>
    /// <param name="release">The release.</param>
    public string? Expected(Release? release)
    {
        if (Version is null || release is not { Components: [_, ..] components })
        {
            return null;
        }

        var version = Group is { } group && components.FirstOrDefault(component => component.Resource == group.Component) is { } answering ? answering.Version : release.Version;
        return VersionMark().Replace(Version, _ => version);
    }

    /// <summary>What stands for the version in <see cref="Version"/>, with the deployment group where it names one.</summary>
    [GeneratedRegex(@"\{version( of (?<group>[^{}]+))?\}", RegexOptions.ExplicitCapture, 1000)]
    internal static partial Regex VersionMark();
}

/// <summary>A header whose value is no part of any plan file.</summary>
/// <param name="Name">The header's name.</param>
/// <param name="Secret">The name of the setting, under <c>Secrets</c>, that holds its value.</param>
public sealed record SecretHeader(string Name, string Secret);

/// <summary>The service as the checkers of a Route 53 health check reach it.</summary>
/// <param name="HealthCheck">The health check's id.</param>
public sealed record HealthCheckFrontDoor(string HealthCheck) : AwsResource;

/// <summary>The service as a CloudWatch Synthetics canary meets it.</summary>
/// <param name="Canary">The canary's name.</param>
public sealed record CanaryFrontDoor(string Canary) : AwsResource;

/// <summary>The service by what the targets of its load balancer answer to whoever comes.</summary>
/// <param name="AtLeast">How many percent of the requests must be answered with 2xx.</param>
public sealed record MetricFrontDoor(int AtLeast) : AwsResource;

/// <summary>A service that nobody can see from outside by machine.</summary>
/// <param name="Reason">Why not, for people.</param>
public sealed record NoFrontDoor(string Reason) : AwsResource;
