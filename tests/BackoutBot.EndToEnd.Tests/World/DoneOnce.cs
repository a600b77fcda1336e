using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Journal;
using BackoutBot.EndToEnd.Tests.Processes;

namespace BackoutBot.EndToEnd.Tests.World;

/// <summary>What holds of a story that ended well, however often its processes died.</summary>
internal static class DoneOnce
{
    private const string Writer = "arn:aws:iam::123456789012:role/bo-exec";

    /// <summary>Writes to AWS that had their effect twice.</summary>
    public static int DoubledWrites(IReadOnlyList<SandboxCall> calls) =>
        calls.Count(call => call.IsEffective && call.RepeatOf is not null)
        + Excess(calls, "codedeploy:StopDeployment", 1)
        + Excess(calls, "codedeploy:CreateDeployment", 0)
        + Excess(calls, "route53:ChangeResourceRecordSets", 1)
        + Excess(calls, "elasticloadbalancing:CreateRule", 2)
        + Excess(calls, "elasticloadbalancing:DeleteRule", 2);

    /// <summary>Approvals that were given and are not in the journal.</summary>
    public static int LostApprovals(Backout backout) => backout.Events<PlanApproved>().Any(approved => approved.By.Value == "bob") ? 0 : 1;

    public static void Assert(Backout backout, IReadOnlyList<SandboxCall> calls)
    {
        AssertJournal(backout);
        AssertChat(backout);
        AssertWrites(calls);
    }

    private static void AssertJournal(Backout backout)
    {
        Xunit.Assert.Equal(BackoutPhase.RolledBack, backout.Phase);
        Xunit.Assert.Equal(1, backout.Backouts);
        AssertChain(backout);
        PlanApproved approved = Xunit.Assert.Single(backout.Events<PlanApproved>());
        Xunit.Assert.Equal("bob", approved.By.Value);
        Xunit.Assert.Equal(backout.Plan, approved.Plan.Value);
        CommandRefused refused = Xunit.Assert.Single(backout.Events<CommandRefused>());
        Xunit.Assert.Equal(("alice", RefusalCode.RequesterCannotApprove), (refused.By.Value, refused.Code));
        _ = Xunit.Assert.Single(backout.Events<BackoutRequested>());
        _ = Xunit.Assert.Single(backout.Events<PostMortemWritten>());
        Xunit.Assert.Equal(
            backout.Events<PlanProposed>().Last().Plan.Steps.Select(step => step.Id.Value).Order(StringComparer.Ordinal),
            backout.Events<StepSucceeded>().Select(step => step.Step.Value).Order(StringComparer.Ordinal));
        Xunit.Assert.Empty(backout.Events<StepFailed>());
        Xunit.Assert.Empty(backout.Events<StepBecameUncertain>());
    }

    /// <summary>No gap, and each entry's hash that of its content and of the entry before.</summary>
    public static void AssertChain(Backout backout)
    {
        string before = JournalChain.Genesis;
        long version = 0;
        foreach (Entry entry in backout.Entries)
        {
            Xunit.Assert.Equal(++version, entry.Version);
            Xunit.Assert.Equal(before, entry.PreviousHash);
            Xunit.Assert.True(entry.IsGenuine, $"The hash of entry {entry.Version} is not that of its content.");
            before = entry.Hash;
        }
    }

    private static void AssertChat(Backout backout)
    {
        Said card = Xunit.Assert.Single(backout.Chat, said => said.Body is CardBody);
        Xunit.Assert.Equal(($"card:{Journal.Id}", "#ops"), (card.Key, card.Channel));
        Xunit.Assert.Equal(backout.Outbox.Count, backout.Outbox.Distinct(StringComparer.Ordinal).Count());
        Xunit.Assert.Equal(
            backout.Outbox.Order(StringComparer.Ordinal),
            backout.Chat.Where(said => said.Author is null).Select(said => said.Key).Order(StringComparer.Ordinal));

        // Two messages under different keys would be the same thing said twice, too.
        Said[] announced = [.. backout.Chat.Where(said => said.Channel == "#stakeholders")];
        Xunit.Assert.Equal(announced.Length, backout.Events<AnnouncementMade>().Count(made => made.Channel == "#stakeholders"));
        Xunit.Assert.All(
            backout.Events<AnnouncementMade>().GroupBy(made => (made.Audience, made.Channel, made.Occasion)),
            occasion => Xunit.Assert.Single(occasion));
        Xunit.Assert.Equal(["Post-mortem", "Runbook"], backout.Chat.Select(said => said.Body).OfType<DocumentBody>().Select(document => document.Title.Split(':')[0]).Order(StringComparer.Ordinal));
        Said refusal = Xunit.Assert.Single(backout.Chat, said => said.OnlyFor is not null);
        Xunit.Assert.Equal("alice", refusal.OnlyFor);
        _ = Xunit.Assert.Single(backout.Chat, said => said.Author == "alice");
    }

    private static void AssertWrites(IReadOnlyList<SandboxCall> calls)
    {
        SandboxCall[] writes = [.. calls.Where(call => call.Operation != "ConfirmSubscription")];
        Xunit.Assert.Equal(0, DoubledWrites(calls));
        Xunit.Assert.Equal(
            [
                "codedeploy:StopDeployment",
                "elasticloadbalancing:CreateRule",
                "elasticloadbalancing:CreateRule",
                "elasticloadbalancing:DeleteRule",
                "elasticloadbalancing:DeleteRule",
                "route53:ChangeResourceRecordSets",
            ],
            writes.Where(call => call.IsEffective).Select(call => call.Action).Order(StringComparer.Ordinal));
        Xunit.Assert.Equal(2, writes.Where(call => call is { IsEffective: true, Operation: "CreateRule" }).Select(call => call.Effect).Distinct(StringComparer.Ordinal).Count());
        Xunit.Assert.All(writes, call =>
        {
            Xunit.Assert.Equal(Writer, call.Principal?.RoleArn);
            Xunit.Assert.Equal(Journal.Id, call.Principal!.SessionTags["backout"]);
            Xunit.Assert.Equal("bob", call.Principal.SessionTags["approver1"]);
        });
    }

    private static int Excess(IReadOnlyList<SandboxCall> calls, string action, int allowed) =>
        Math.Max(0, calls.Count(call => call.IsEffective && call.RepeatOf is null && call.Action == action) - allowed);
}
