using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Story;

namespace BackoutBot.Sandbox.Parts.Dns;

/// <summary>Route 53's propagation: a change is visible in the zone at once, and INSYNC a while later; only then do name servers answer anew.</summary>
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

    /// <summary>What the zone's name servers answer from now: a change that is PENDING has not come to them yet.</summary>
    public static List<RecordState> Answered(AccountState state, DateTimeOffset now) =>
        state.AnsweredBefore.Find(before => before.Until > now)?.Records ?? state.Records;

    /// <summary>Keeps what lists still show, and name servers still answer, for a while after the change that follows.</summary>
    public void KeepBefore(AccountState state, DateTimeOffset at)
    {
        Keep(state.RecordsBefore, state, at, scenario.HostedZone.Seconds.Listed);
        Keep(state.AnsweredBefore, state, at, scenario.HostedZone.Seconds.InSync);
    }

    public static void Complete(AccountState state, string changeId) => state.Changes.First(c => c.Id == changeId).Status = "INSYNC";

    private void Keep(List<RecordsBefore> kept, AccountState state, DateTimeOffset at, double seconds)
    {
        kept.RemoveAll(before => before.Until <= at);
        if (seconds > 0)
        {
            kept.Add(new RecordsBefore(at + pace.Of(seconds), state.Records.ConvertAll(r => r with { Values = [.. r.Values] })));
        }
    }
}
