using System.Text.Json.Nodes;

namespace BackoutBot.Walk.Tests.Accounts;

/// <summary>The accounts as they are, whatever the bot believes.</summary>
/// <param name="states">Each account as it shows itself, the service's own first.</param>
/// <param name="writes">Every call that would change something, of all of them.</param>
/// <param name="records">The records that matter.</param>
internal sealed class AccountReading(IReadOnlyList<JsonNode> states, IReadOnlyList<AccountWrite> writes, IReadOnlyList<WatchedRecord> records)
{
    // What ran before the story went wrong.
    private const string GoodVersion = "v2.3.1";
    private readonly JsonNode state = states[0];

    /// <summary>The service's own account, of which it has one record.</summary>
    public AccountReading(JsonNode state, IReadOnlyList<AccountWrite> writes)
        : this([state], writes, WatchedRecord.OfDemo)
    {
    }

    /// <summary>The records that matter.</summary>
    public IReadOnlyList<WatchedRecord> Records => records;

    /// <summary>The pages that a backout put up, by the tag of their rules.</summary>
    public IReadOnlyList<string> Pages { get; } =
        [.. states[0]["rules"]!.AsArray().Where(rule => rule!["tags"]!["bo:backout"] is not null).Select(rule => $"{rule!["listener"]} by {rule["tags"]!["bo:backout"]}")];

    /// <summary>Whether every instance runs the good release, and no deployment that could change it is in flight.</summary>
    public bool HasGoodRelease { get; } =
        states[0]["instances"]!.AsArray().All(instance => (string)instance!["version"]! == GoodVersion)
        && !states[0]["deployments"]!.AsArray().Any(IsInFlight);

    /// <summary>Whether a deployment is in flight.</summary>
    public bool IsDeploying { get; } = states[0]["deployments"]!.AsArray().Any(IsInFlight);

    /// <summary>Whether every record answers as before the story.</summary>
    public bool HasGoodRecord => records.All(IsAsBefore);

    /// <summary>Whether every target is healthy and no alarm rings.</summary>
    public bool IsWell { get; } =
        states[0]["instances"]!.AsArray().All(instance => (string)instance!["target"]! == "healthy") && states[0]["alarms"]!.AsArray().All(alarm => (string)alarm!["state"]! == "OK");

    /// <summary>Every call that would change something, in order.</summary>
    public IReadOnlyList<AccountWrite> Writes { get; } = writes;

    /// <summary>The release of each instance, and the deployment in flight, for messages.</summary>
    public string Release => $"{string.Join(' ', state["instances"]!.AsArray().GroupBy(instance => (string)instance!["version"]!).Select(group => $"{group.Count()}×{group.Key}"))}{(IsDeploying ? ", deploying" : "")}";

    /// <summary>Whether the deployment of the story was stopped or undone by the backout, or another was made by it.</summary>
    public bool HasTouchedRelease(string backout) => Writes.Any(write => write.IsOfBackout(backout) && write.Service == "codedeploy");

    /// <summary>Whether the backout changed records.</summary>
    public bool HasTouchedRecord(string backout) => records.Any(record => HasTouched(record, backout));

    /// <summary>Whether the backout changed records in the account of this one.</summary>
    public bool HasTouched(WatchedRecord record, string backout) =>
        Writes.Any(write => write.IsOfBackout(backout) && write.Service == "route53" && write.Principal!.Arn.Contains($"::{record.Account}:", StringComparison.Ordinal));

    /// <summary>Whether a record answers as before the story.</summary>
    public bool IsAsBefore(WatchedRecord record) => states.Single(one => (string)one["account"]! == record.Account)["records"]!.AsArray()
        .Any(one => (string)one!["name"]! == record.Name && one["values"]!.AsArray().Any(value => (string)value! == record.Answer));

    private static bool IsInFlight(JsonNode? deployment) => (string)deployment!["status"]! is "Created" or "InProgress" or "Queued";
}
