using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Parts.Buckets;
using BackoutBot.Sandbox.Parts.CodeDeploy;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Story;

namespace BackoutBot.Sandbox.Control;

/// <summary>The account as a person or a test wants to see it. It holds no secret and no token.</summary>
internal sealed class AccountView(Scenario scenario, DeploymentSimulation deployments, BreakProduction story)
{
    public object Of(AccountState state, DateTimeOffset now) => new
    {
        now,
        account = scenario.Account,
        region = scenario.Region,
        story = new
        {
            name = scenario.Story.Name,
            startedAt = state.Story.StartedAt,
            waitsForConfirmation = state.Story.WaitsForConfirmation,
            deployment = state.Story.DeploymentId,
            cannotStartBecause = story.WhyNot(state),
        },
        instances = state.Instances.Select(i => new
        {
            id = i.Id,
            zone = scenario.Deployments.Instances.Find(s => s.Id == i.Id)?.Zone,
            version = i.Version,
            target = i.Target,
        }),
        bundles = scenario.Revisions.Select(r => new { version = r.Version, bucket = r.Bucket, key = r.Key, gone = Bundles.IsGone(state, r) }),
        alarms = state.Alarms.Select(a => new { name = a.Name, state = a.Value, since = a.UpdatedAt, reason = a.Reason }),
        records = state.Records.Select(r => new { name = r.Name, type = r.Type, setIdentifier = r.SetIdentifier, ttl = r.Ttl, values = r.Values }),
        changes = state.Changes.Select(c => new { id = c.Id, status = c.Status, comment = c.Comment, submittedAt = c.SubmittedAt }),
        rules = state.StandingRules.Select(r => new { arn = r.Arn, listener = r.ListenerArn, priority = r.Priority, conditions = r.Conditions, action = r.Action, tags = r.Tags }),
        deployments = state.Deployments.Select(d => new
        {
            id = d.Id,
            version = d.Version,
            status = d.Status,
            creator = d.Creator,
            description = d.Description,
            instancesDone = d.Done,
            instances = d.Order.Count,
            waitsForHealth = d.Status == "InProgress" && deployments.IsStalled(d),
            rollsBack = d.RollsBack,
            rollback = d.RollbackDeploymentId,
            createdAt = d.CreatedAt,
            completedAt = d.CompletedAt,
        }),
        subscriptions = state.Subscriptions.Select(s => new { arn = s.Arn, topic = s.TopicArn, protocol = s.Protocol, endpoint = s.Endpoint, status = s.Confirmed ? "Confirmed" : "PendingConfirmation" }),
        published = state.Published.Select(p => new { id = p.MessageId, at = p.At, topic = p.TopicArn, subject = p.Subject, message = p.Message, by = p.By }),
        deliveries = state.Deliveries.Select(d => new
        {
            messageId = d.MessageId,
            type = d.Type,
            topic = d.TopicArn,
            subject = d.Subject,
            status = d.Status,
            attempts = d.Attempts,
            lastOutcome = d.LastOutcome,
            nextAttemptAt = d.Status == "pending" ? d.NextAttemptAt : (DateTimeOffset?)null,
        }),
        faults = state.Faults,
    };
}
