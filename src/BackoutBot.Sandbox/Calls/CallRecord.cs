using BackoutBot.Sandbox.Signing;

namespace BackoutBot.Sandbox.Calls;

/// <summary>One call of the API, as it was and what came of it.</summary>
internal sealed record CallRecord
{
    public required long Sequence { get; init; }
    public required DateTimeOffset Time { get; init; }
    public required string RequestId { get; init; }
    public required string Service { get; init; }
    public required string Operation { get; init; }
    public required bool Mutating { get; init; }

    /// <summary>Null when the request was refused before its sender was known.</summary>
    public CallPrincipal? Principal { get; init; }

    /// <summary>SHA-256 over method, path, query and body.</summary>
    public required string RequestDigest { get; init; }

    /// <summary>The request itself; of mutating calls only.</summary>
    public string? Request { get; init; }

    /// <summary>"ok", or the error's code.</summary>
    public required string Outcome { get; init; }

    public string? Message { get; init; }

    /// <summary>The fault that hit it, if one did.</summary>
    public string? Fault { get; init; }

    /// <summary>The client token, description, deterministic name or tag that a repetition would carry too.</summary>
    public string? Evidence { get; init; }

    public string? Effect { get; init; }

    /// <summary>The resource that was made or changed.</summary>
    public string? Resource { get; init; }

    /// <summary>False when all was already as the call wanted it, and when it was refused.</summary>
    public bool Changed { get; init; }

    /// <summary>The earlier accepted call with the same evidence and effect: this one was done twice.</summary>
    public long? RepeatOf { get; init; }
}

/// <summary>Who called, as CloudTrail would tell it.</summary>
internal sealed record CallPrincipal(string Arn, string? RoleArn, string? SessionName, IReadOnlyDictionary<string, string> SessionTags, string? SourceIdentity)
{
    public static CallPrincipal Of(Principal principal) =>
        new(principal.Arn, principal.RoleArn, principal.SessionName, principal.SessionTags, principal.SourceIdentity);
}
