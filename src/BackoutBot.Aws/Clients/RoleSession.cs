namespace BackoutBot.Aws.Clients;

/// <summary>As whom AWS is called: what CloudTrail will show.</summary>
/// <param name="RoleArn">The role to assume.</param>
/// <param name="ExternalId">What the role's trust asks for; null where nothing.</param>
/// <param name="Region">The region to call.</param>
/// <param name="Name">The session's name.</param>
/// <param name="SourceIdentity">The person or system behind it; stays with the session.</param>
/// <param name="Tags">The session tags, in order, as <c>key=value</c>.</param>
internal sealed record RoleSession(string RoleArn, string? ExternalId, string Region, string Name, string SourceIdentity, IReadOnlyList<KeyValuePair<string, string>> Tags)
{
    /// <summary>What narrows the session further than the role's own policies, as JSON; null where nothing does.</summary>
    public string? Policy { get; init; }

    /// <summary>Tells sessions apart: two with the same id may share credentials.</summary>
    public string Id { get; } = string.Join('\n', [RoleArn, ExternalId ?? "", Region, Name, SourceIdentity, .. Tags.Select(tag => $"{tag.Key}={tag.Value}")]);
}
