using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Story;

namespace BackoutBot.Sandbox.Parts.Dns;

/// <summary>Route 53's propagation: a change is visible in the zone at once, and INSYNC a while later.</summary>
internal sealed class DnsSimulation(Scenario scenario, Pace pace)
{
    public ChangeState Submit(AccountState state, string? comment, DateTimeOffset at)
    {
        var change = new ChangeState { Id = state.NewChangeId(), Comment = comment, Status = "PENDING", SubmittedAt = at };
        state.Changes.Add(change);
        state.Agenda.Add(new Due(at + pace.Of(scenario.HostedZone.Seconds.InSync), DueKind.ChangeInSync, change.Id));
        return change;
    }

    /// <summary>What lists show now: the zone, or, soon after a change, the zone as it was before.</summary>
    public static List<RecordState> Listed(AccountState state, DateTimeOffset now) =>
        state.RecordsBefore.Find(before => before.Until > now)?.Records ?? state.Records;

    /// <summary>Keeps what lists still show for a while after the change that follows.</summary>
    public void KeepListed(AccountState state, DateTimeOffset at)
    {
        state.RecordsBefore.RemoveAll(before => before.Until <= at);
        if (scenario.HostedZone.Seconds.Listed > 0)
        {
            state.RecordsBefore.Add(new RecordsBefore(
                at + pace.Of(scenario.HostedZone.Seconds.Listed),
                state.Records.ConvertAll(r => new RecordState { Name = r.Name, Type = r.Type, SetIdentifier = r.SetIdentifier, Weight = r.Weight, Failover = r.Failover, HealthCheckId = r.HealthCheckId, Ttl = r.Ttl, Values = [.. r.Values] })));
        }
    }

    public static void Complete(AccountState state, string changeId) => state.Changes.First(c => c.Id == changeId).Status = "INSYNC";
}
