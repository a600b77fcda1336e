using BackoutBot.Sandbox.Calls;
using BackoutBot.Sandbox.Faults;

namespace BackoutBot.Sandbox.Account;

/// <summary>All that changes in the simulated account; one file on disk. What never changes is in the scenario.</summary>
internal sealed class AccountState
{
    /// <summary>Makes this account's ids differ from those of every other; set when the account is made.</summary>
    public required string Seed { get; init; }

    public long NextId { get; set; }
    public long NextCall { get; set; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }

    public List<InstanceState> Instances { get; init; } = [];
    public List<DeploymentState> Deployments { get; init; } = [];
    public List<AlarmState> Alarms { get; init; } = [];
    public List<RecordState> Records { get; init; } = [];
    public List<RecordsBefore> RecordsBefore { get; init; } = [];

    /// <summary>What name servers still answer from while changes are PENDING.</summary>
    public List<RecordsBefore> AnsweredBefore { get; init; } = [];

    public List<ChangeState> Changes { get; init; } = [];
    public List<EndpointAnswers> EndpointAnswers { get; init; } = [];
    public List<AnsweredMinute> Answered { get; init; } = [];
    public List<CanaryRun> CanaryRuns { get; init; } = [];

    /// <summary>The canaries that somebody stopped (true) or started since, by name.</summary>
    public Dictionary<string, bool> CanariesStopped { get; init; } = [];

    /// <summary>The revisions whose bundles somebody removed (true) or put back (false) since, by version.</summary>
    public Dictionary<string, bool> BundlesGone { get; init; } = [];

    public List<RuleState> Rules { get; init; } = [];
    public List<SubscriptionState> Subscriptions { get; init; } = [];
    public List<PublishedMessage> Published { get; init; } = [];
    public List<DeliveryState> Deliveries { get; init; } = [];
    public List<SessionState> Sessions { get; init; } = [];
    public List<Fault> Faults { get; init; } = [];
    public List<CallRecord> MutatingCalls { get; init; } = [];
    public StoryState Story { get; init; } = new();

    /// <summary>What will happen by itself, and when.</summary>
    public List<Due> Agenda { get; init; } = [];

    public DeploymentState? Deployment(string id) => Deployments.Find(d => d.Id == id);

    public DeploymentState? InFlight => Deployments.Find(d => d.IsInFlight);

    public RecordState? Record(string name, string type, string? setIdentifier = null) =>
        Records.Find(r => r.Name == name && r.Type == type && r.SetIdentifier == setIdentifier);

    public AlarmState Alarm(string name) => Alarms.First(a => a.Name == name);

    public int UnhealthyTargets => Instances.Count(i => i.Target == "unhealthy");

    /// <summary>The listener rules that stand, whatever lists show.</summary>
    public IEnumerable<RuleState> StandingRules => Rules.Where(r => r.RemovedAt is null);
}
