namespace BackoutBot.Sandbox.Signing;

/// <summary>Who calls: the account's user, or a session of one of its roles.</summary>
internal sealed record Principal
{
    /// <summary>As in GetCallerIdentity: the user's ARN, or the assumed role's with the session name.</summary>
    public required string Arn { get; init; }

    public required string UserId { get; init; }
    public string? RoleArn { get; init; }
    public string? SessionName { get; init; }
    public IReadOnlyDictionary<string, string> SessionTags { get; init; } = new Dictionary<string, string>();
    public string? SourceIdentity { get; init; }

    /// <summary>The IAM actions that it may perform; nothing else.</summary>
    public required IReadOnlyList<string> Allow { get; init; }

    public bool May(string action) => Allow.Any(pattern => pattern.EndsWith('*')
        ? action.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
        : action.Equals(pattern, StringComparison.OrdinalIgnoreCase));
}
