namespace BackoutBot.Walk.Tests.Accounts;

/// <summary>A call that would change something, as the account logged it.</summary>
internal sealed record AccountWrite(long Sequence, string Service, string Operation, string Outcome, string? Evidence, string? Effect, string? Resource, bool Changed, long? RepeatOf, AccountWriter? Principal)
{
    /// <summary>Whether a backout made it and it changed something.</summary>
    public bool IsOfBackout(string backout) => Changed && Backout == backout;

    /// <summary>The backout that its session's tags name.</summary>
    public string? Backout => Principal?.SessionTags.GetValueOrDefault("backout");

    /// <summary>Who approved it, by its session's tags.</summary>
    public string? Approver => Principal?.SessionTags.GetValueOrDefault("approver1");
}

/// <summary>Who made a call.</summary>
internal sealed record AccountWriter(string Arn, string? RoleArn, IReadOnlyDictionary<string, string> SessionTags);
