using System.Security.Cryptography;
using BackoutBot.Sandbox.Parts.CodeDeploy;
using BackoutBot.Sandbox.Parts.Dns;
using BackoutBot.Sandbox.Scenarios;

namespace BackoutBot.Sandbox.Account;

/// <summary>Makes the account as the scenario describes it at first.</summary>
internal static class AccountSeed
{
    public static AccountState Create(Scenario scenario, DateTimeOffset now)
    {
        var state = new AccountState { Seed = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), CreatedAt = now };
        Fill(state, scenario);
        return state;
    }

    /// <summary>
    /// The account as at first, except for what others hold on to: ids go on counting, sessions and subscriptions stay, and so do
    /// the mutating calls.
    /// </summary>
    public static AccountState Recreate(AccountState old, Scenario scenario, DateTimeOffset now)
    {
        var state = new AccountState
        {
            Seed = old.Seed,
            NextId = old.NextId,
            NextCall = old.NextCall,
            CreatedAt = now,
            Sessions = old.Sessions,
            Subscriptions = old.Subscriptions,
            MutatingCalls = old.MutatingCalls,
            Deliveries = [.. old.Deliveries.Where(d => d.Type == "SubscriptionConfirmation")],
        };
        state.Story.Told = true;
        Fill(state, scenario);
        return state;
    }

    private static void Fill(AccountState state, Scenario scenario)
    {
        var deployments = scenario.Deployments;
        state.Instances.AddRange(deployments.Instances.Select(i => new InstanceState
        {
            Id = i.Id,
            Version = deployments.Running,
            Failing = scenario.Revision(deployments.Running).FailsAtOnce(releaseFails: false),
            Target = i.Target ?? (scenario.Revision(deployments.Running).FailsAtOnce(releaseFails: false) ? "unhealthy" : "healthy"),
            Reason = i.Reason,
        }));
        string? previous = null;
        foreach (var past in deployments.History)
        {
            var created = state.CreatedAt.AddDays(-past.DaysAgo);
            state.Deployments.Add(new DeploymentState
            {
                Id = past.Id,
                Version = past.Version,
                PreviousVersion = previous,
                Status = "Succeeded",
                Creator = "user",
                Description = past.Description,
                Configuration = deployments.Configuration,
                CreatedAt = created,
                StartedAt = created.AddSeconds(2),
                CompletedAt = created.AddMinutes(past.Minutes),
                Order = [.. deployments.Instances.Select(i => i.Id)],
                Done = deployments.Instances.Count,
            });
            previous = past.Version;
        }

        var alarms = scenario.Alarms.Select(a => a.Name).Concat(scenario.CompositeAlarms.Select(a => a.Name));
        state.Alarms.AddRange(alarms.Select(name => new AlarmState
        {
            Name = name,
            // "The alarm remains in INSUFFICIENT_DATA … until the warm-up period ends": Alarm evaluation.
            Value = scenario.Alarms.Exists(a => a.Name == name && a.EvaluationState == "IN_WARM_UP") ? "INSUFFICIENT_DATA" : "OK",
            Reason = "Unchecked: Initial alarm creation",
            ReasonData = null,
            UpdatedAt = state.CreatedAt.AddDays(-30),
        }));
        state.Records.AddRange(scenario.HostedZone.Records.Select(r => r.ToState()));
        if (state.Subscriptions.Count == 0)
        {
            state.Subscriptions.AddRange(scenario.Topics.Where(t => t.Email is not null).Select(t => new SubscriptionState
            {
                Arn = $"{scenario.TopicArn(t.Name)}:{state.NewUuid()}",
                TopicArn = scenario.TopicArn(t.Name),
                Protocol = "email",
                Endpoint = t.Email!,
                Token = state.NewToken(),
                RequestedAt = state.CreatedAt,
                Confirmed = true,
            }));
        }
    }
}
