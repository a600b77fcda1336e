using BackoutBot.Aws.Resources;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>The maintenance page: a fixed 503 response of the load balancer.</summary>
/// <param name="Listeners">ARNs of the listeners that show it, HTTP and HTTPS.</param>
/// <param name="Html">The page, at most 1,024 characters (the limit of an ELBv2 fixed response).</param>
public sealed record MaintenancePage(IReadOnlyList<string> Listeners, string Html) : AwsResource;
