namespace BackoutBot.EndToEnd.Tests.Processes;

/// <summary>A call of the AWS API, as the sandbox logged it.</summary>
internal sealed record SandboxCall(
    long Sequence,
    string Service,
    string Operation,
    bool Mutating,
    SandboxCaller? Principal,
    string Outcome,
    string? Fault,
    string? Effect,
    string? Resource,
    bool Changed,
    long? RepeatOf)
{
    /// <summary>As in IAM actions.</summary>
    public string Action => $"{Service}:{Operation}";

    /// <summary>Whether it changed the account.</summary>
    public bool IsEffective => Outcome == "ok" && Changed;

    /// <summary>Whether a fault of that kind hit it, as the control interface spells it: lose-response.</summary>
    public bool IsHitBy(string kind) => string.Equals(Fault, kind.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
}

/// <summary>Who called.</summary>
internal sealed record SandboxCaller(string Arn, string? RoleArn, string? SessionName, IReadOnlyDictionary<string, string> SessionTags, string? SourceIdentity);
