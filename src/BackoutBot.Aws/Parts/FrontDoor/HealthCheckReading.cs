using Amazon.Route53.Model;
using BackoutBot.Aws.Reading;

namespace BackoutBot.Aws.Parts.FrontDoor;

/// <summary>Reads Route 53's health checks.</summary>
internal static class HealthCheckReading
{
    /// <summary>All health checks of the account.</summary>
    public static async Task<IReadOnlyList<HealthCheck>> HealthChecksAsync(this AwsLook look)
    {
        const string api = "route53:ListHealthChecks";
        var checks = new List<HealthCheck>();
        ListHealthChecksResponse answer;
        string? marker = null;
        do
        {
            var page = marker;
            answer = await look.CallAsync(api, "list of health checks", (aws, cancel) => aws.Dns.ListHealthChecksAsync(new ListHealthChecksRequest { Marker = page }, cancel));
            checks.AddRange(answer.HealthChecks ?? []);
            marker = answer.IsTruncated == true ? answer.NextMarker : null;
        }
        while (!string.IsNullOrEmpty(marker));

        look.Saw(
            api,
            answer,
            checks.Select(check => $"{check.Id} {check.HealthCheckConfig.Type?.Value} {check.HealthCheckConfig.FullyQualifiedDomainName}:{check.HealthCheckConfig.Port} {check.HealthCheckConfig.Disabled}").Order(StringComparer.Ordinal),
            ("health checks", $"{checks.Count}"));
        return checks;
    }

    /// <summary>How a health check is set up.</summary>
    public static async Task<HealthCheckConfig> HealthCheckAsync(this AwsLook look, string id)
    {
        const string api = "route53:GetHealthCheck";
        var answer = await look.CallAsync(api, $"health check {id}", (aws, cancel) => aws.Dns.GetHealthCheckAsync(new GetHealthCheckRequest { HealthCheckId = id }, cancel));
        var config = answer.HealthCheck.HealthCheckConfig;
        look.Saw(
            api,
            answer,
            [$"{id} {config.Type?.Value} {config.Inverted} {config.Disabled} {config.RequestInterval} {config.FailureThreshold}"],
            ("health check", id),
            ("type", config.Type?.Value ?? "unknown"));
        return config;
    }

    /// <summary>What each of its checkers said last.</summary>
    public static async Task<IReadOnlyList<CheckerReport>> CheckersAsync(this AwsLook look, string id)
    {
        const string api = "route53:GetHealthCheckStatus";
        var answer = await look.CallAsync(api, $"health check {id}", (aws, cancel) => aws.Dns.GetHealthCheckStatusAsync(new GetHealthCheckStatusRequest { HealthCheckId = id }, cancel));
        CheckerReport[] reports =
        [
            .. (answer.HealthCheckObservations ?? [])
                .Select(seen => new CheckerReport(seen.Region?.Value ?? "", seen.IPAddress ?? "", seen.StatusReport?.Status ?? "", (seen.StatusReport?.CheckedTime).ToInstant()))
                .OrderBy(report => report.Address, StringComparer.Ordinal),
        ];
        look.Saw(
            api,
            answer,
            reports.Select(report => $"{report.Address} {report.CheckedAt:O} {report.Status}"),
            ("health check", id),
            ("checkers", $"{reports.Length}"),
            ("healthy", $"{reports.Count(report => report.IsWell)}"));
        return reports;
    }
}
