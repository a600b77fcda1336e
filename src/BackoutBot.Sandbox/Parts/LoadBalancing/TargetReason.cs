namespace BackoutBot.Sandbox.Parts.LoadBalancing;

/// <summary>Why a target is in its state. The codes are those of <c>TargetHealth</c> in the API reference, where the descriptions are free text.</summary>
internal sealed record TargetReason(string Code, string Description)
{
    private static readonly Dictionary<string, TargetReason[]> All = new(StringComparer.Ordinal)
    {
        ["healthy"] = [],
        ["initial"] =
        [
            new("Elb.RegistrationInProgress", "Target registration is in progress"),
            new("Elb.InitialHealthChecking", "Initial health checks in progress"),
        ],
        ["unhealthy"] =
        [
            new("Target.ResponseCodeMismatch", "Health checks failed with these codes: [503]"),
            new("Target.Timeout", "Request timed out"),
            new("Target.FailedHealthChecks", "Health checks failed"),
            new("Elb.InternalError", "Health checks failed due to an internal error"),
        ],
        ["unhealthy.draining"] = [new("Target.FailedHealthChecks", "Health checks failed")],
        ["unused"] =
        [
            new("Target.InvalidState", "Target is in the stopped state"),
            new("Target.IpUnusable", "Target IP address is reserved for use by a load balancer"),
            new("Target.NotRegistered", "Target is not registered to the target group"),
        ],
        ["draining"] = [new("Target.DeregistrationInProgress", "Target deregistration is in progress")],
        ["unavailable"] =
        [
            new("Target.HealthCheckDisabled", "Health checks are not enabled for this target group"),
            new("Elb.InternalError", "Target health is unavailable due to an internal error"),
        ],
    };

    public static IReadOnlyCollection<string> States => All.Keys;

    /// <summary>The codes that a state can have, the usual one first.</summary>
    public static IEnumerable<string> CodesOf(string state) => All[state].Select(reason => reason.Code);

    /// <summary>The reason by its code; the state's usual one for null. What is well has none.</summary>
    public static TargetReason? Find(string state, string? code) => All[state].FirstOrDefault(reason => code is null || reason.Code == code);
}
