namespace BackoutBot.Sandbox.Scenarios;

/// <summary>The account's one long-lived credential.</summary>
internal sealed class BaseCredentials
{
    public required string User { get; init; }
    public required string AccessKeyId { get; init; }
    public required string SecretAccessKey { get; init; }

    /// <summary>IAM actions, with <c>*</c> as wildcard at the end.</summary>
    public required List<string> Allow { get; init; }
}

/// <summary>A role that principals of its own account may assume, or those of the accounts that it trusts.</summary>
internal sealed class Role
{
    public required string Name { get; init; }

    /// <summary>The role's unique id, <c>AROA…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The accounts that its trust policy names; its own where the key is missing.</summary>
    public List<string>? Trusts { get; init; }

    /// <summary>When given, AssumeRole must present it.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The longest session, in seconds; AWS's default is one hour.</summary>
    public int MaxSessionSeconds { get; init; } = 3600;

    /// <summary>IAM actions, with <c>*</c> as wildcard at the end.</summary>
    public required List<string> Allow { get; init; }
}
