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

    public static void Complete(AccountState state, string changeId) => state.Changes.First(c => c.Id == changeId).Status = "INSYNC";
}
