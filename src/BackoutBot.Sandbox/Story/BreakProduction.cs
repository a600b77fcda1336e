using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Parts.CodeDeploy;
using BackoutBot.Sandbox.Parts.Dns;
using BackoutBot.Sandbox.Scenarios;

namespace BackoutBot.Sandbox.Story;

/// <summary>The story that goes wrong: a release, a moved record, and alarms.</summary>
internal sealed class BreakProduction(Scenario scenario, DeploymentSimulation deployments)
{
    /// <returns>Why the story can't start now, or null.</returns>
    public string? WhyNot(AccountState state)
    {
        if (state.Story.WaitsForConfirmation)
        {
            return $"The story is to start already; it waits until {Unconfirmed(state)} is confirmed.";
        }

        if (state.Agenda.Exists(d => d.Kind == DueKind.StoryBegins))
        {
            return "The story is about to start.";
        }

        if (state.InFlight is { } deployment)
        {
            return $"Deployment {deployment.Id} of {deployment.Version} is {deployment.Status}.";
        }

        var bad = state.Instances.Where(i => i.Version != scenario.Deployments.Running).ToList();
        if (bad.Count > 0)
        {
            return $"{bad.Count} of {state.Instances.Count} instances don't run {scenario.Deployments.Running}. Roll back, or reset the sandbox.";
        }

        // An alarm may not become OK before.
        if (scenario.Story.Releases.Select(release => release.MoveRecord).FirstOrDefault(move => state.Records.Exists(r => r.Name == RecordName.Normalize(move.Name) && r.Values.Contains(move.To))) is { } moved)
        {
            return $"{moved.Name} still points at {moved.To}. Move it back, or reset the sandbox.";
        }

        return state.Alarms.Find(a => a.Value != "OK") is { } alarm
            ? $"Alarm {alarm.Name} is {alarm.Value}. Wait until it is OK, or reset the sandbox."
            : null;
    }

    /// <summary>Starts the story now, or as soon as every webhook subscription is confirmed.</summary>
    public void Request(AccountState state, DateTimeOffset now, TimeSpan after)
    {
        state.Story.Told = true;
        if (Unconfirmed(state) is not null)
        {
            state.Story.WaitsForConfirmation = true;
        }
        else
        {
            state.Agenda.Add(new Due(now + after, DueKind.StoryBegins, scenario.Story.Name));
        }
    }

    /// <summary>Starts what waited for a confirmation, and what was to start by itself.</summary>
    public void SubscriptionConfirmed(AccountState state, DateTimeOffset now, TimeSpan? byItself)
    {
        if (Unconfirmed(state) is not null)
        {
            return;
        }

        if (state.Story.WaitsForConfirmation)
        {
            state.Story.WaitsForConfirmation = false;
            Request(state, now, TimeSpan.Zero);
        }
        else if (byItself is { } after && !state.Story.Told)
        {
            Request(state, now, after);
        }
    }

    public void Begin(AccountState state, DateTimeOffset at)
    {
        if (WhyNot(state) is not null)
        {
            return;
        }

        state.Story.StartedAt = at;
        // It was the one before that was told to fail.
        state.Story.ReleaseFails = false;
        var release = scenario.Story.Releases[state.Story.Releases++ % scenario.Story.Releases.Count];
        state.Story.DeploymentId = deployments.Enter(state, new DeploymentRequest(release.Deploy, "user", release.Description, null), at).Id;
    }

    private static string? Unconfirmed(AccountState state) => state.Subscriptions.Find(s => !s.Confirmed)?.TopicArn;
}
