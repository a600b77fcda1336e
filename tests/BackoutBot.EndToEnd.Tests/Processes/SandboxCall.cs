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
}

/// <summary>Who called.</summary>
internal sealed record SandboxCaller(string Arn, string? RoleArn, string? SessionName, IReadOnlyDictionary<string, string> SessionTags, string? SourceIdentity);
