using System.Text.Json.Nodes;

namespace BackoutBot.Walk.Tests.Accounts;

/// <summary>The account as it is, whatever the bot believes.</summary>
internal sealed class AccountReading(JsonNode state, IReadOnlyList<AccountWrite> writes)
{
    // What ran before the story went wrong, and where the record pointed.
    private const string GoodVersion = "v2.3.1";
    private const string GoodAnswer = "checkout-v231.shop.example.";

    /// <summary>The pages that a backout put up, by the tag of their rules.</summary>
    public IReadOnlyList<string> Pages { get; } =
        [.. state["rules"]!.AsArray().Where(rule => rule!["tags"]!["bo:backout"] is not null).Select(rule => $"{rule!["listener"]} by {rule["tags"]!["bo:backout"]}")];

    /// <summary>Whether every instance runs the good release, and no deployment that could change it is in flight.</summary>
    public bool HasGoodRelease { get; } =
        state["instances"]!.AsArray().All(instance => (string)instance!["version"]! == GoodVersion)
        && !state["deployments"]!.AsArray().Any(IsInFlight);

    /// <summary>Whether a deployment is in flight.</summary>
    public bool IsDeploying { get; } = state["deployments"]!.AsArray().Any(IsInFlight);

    /// <summary>Whether the record answers as before the story.</summary>
    public bool HasGoodRecord { get; } =
        state["records"]!.AsArray().Any(record => (string)record!["name"]! == "api.shop.example." && record["values"]!.AsArray().Any(value => (string)value! == GoodAnswer));

    /// <summary>Whether every target is healthy and no alarm rings.</summary>
    public bool IsWell { get; } =
        state["instances"]!.AsArray().All(instance => (string)instance!["target"]! == "healthy") && state["alarms"]!.AsArray().All(alarm => (string)alarm!["state"]! == "OK");

    /// <summary>Every call that would change something, in order.</summary>
    public IReadOnlyList<AccountWrite> Writes { get; } = writes;

    /// <summary>The release of each instance, and the deployment in flight, for messages.</summary>
    public string Release => $"{string.Join(' ', state["instances"]!.AsArray().GroupBy(instance => (string)instance!["version"]!).Select(group => $"{group.Count()}×{group.Key}"))}{(IsDeploying ? ", deploying" : "")}";

    /// <summary>Whether the deployment of the story was stopped or undone by the backout, or another was made by it.</summary>
    public bool HasTouchedRelease(string backout) => Writes.Any(write => write.IsOfBackout(backout) && write.Service == "codedeploy");

    /// <summary>Whether the backout changed records.</summary>
    public bool HasTouchedRecord(string backout) => Writes.Any(write => write.IsOfBackout(backout) && write.Service == "route53");

    private static bool IsInFlight(JsonNode? deployment) => (string)deployment!["status"]! is "Created" or "InProgress" or "Queued";
}
