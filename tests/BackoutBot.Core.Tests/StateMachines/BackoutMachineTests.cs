using BackoutBot.Core.Backouts;
using BackoutBot.Core.StateMachines;
using CsCheck;

namespace BackoutBot.Core.Tests.StateMachines;

public sealed class BackoutMachineTests
{
    private static readonly BackoutPhase[] Outcomes = [BackoutPhase.RolledBack, BackoutPhase.StoodDown, BackoutPhase.Abandoned];

    public static TheoryData<BackoutPhase> Leaves => [.. BackoutMachine.Leaves];

    [Theory]
    [MemberData(nameof(Leaves))]
    public void Given_a_phase_when_any_trigger_arrives_then_it_is_allowed_ignored_or_refused_with_a_reason(BackoutPhase phase)
    {
        foreach (BackoutTrigger trigger in Enum.GetValues<BackoutTrigger>())
        {
            foreach (bool inFlight in (bool[])[false, true])
            {
                Ruling<BackoutPhase> ruling = BackoutMachine.Fire(phase, trigger, inFlight, BackoutPhase.RolledBack);

                Assert.Equal(ruling.Verdict is Verdict.Refused, !string.IsNullOrWhiteSpace(ruling.Reason));
                Assert.Contains(ruling.State, BackoutMachine.Leaves);
                if (ruling.Verdict is not Verdict.Moved)
                {
                    Assert.Equal(phase, ruling.State);
                }
            }
        }
    }

    [Fact]
    public void Given_random_triggers_when_the_machine_walks_then_it_never_meets_an_undecided_one_and_never_leaves_closed()
    {
        Gen.Select(
                Gen.OneOf(BackoutPhase.Watching, BackoutPhase.Preparing),
                Gen.Enum<BackoutTrigger>().Array[0, 60],
                Gen.Bool,
                Gen.OneOf(Outcomes))
            .Sample((start, triggers, inFlight, outcome) =>
            {
                BackoutPhase phase = start;
                foreach (BackoutTrigger trigger in triggers)
                {
                    BackoutPhase next = BackoutMachine.Fire(phase, trigger, inFlight, outcome).State;
                    if (BackoutMachine.Outer(phase) is BackoutPhase.Closed)
                    {
                        Assert.Equal(phase, next);
                    }

                    phase = next;
                }
            });
    }

    [Fact]
    public void Given_any_phase_but_approval_when_quorum_is_reported_then_no_step_begins_to_run()
    {
        foreach (BackoutPhase phase in BackoutMachine.Leaves.Where(phase => phase is not BackoutPhase.AwaitingApproval))
        {
            Assert.Equal(phase, BackoutMachine.Fire(phase, BackoutTrigger.ReachQuorum, false, BackoutPhase.RolledBack).State);
        }
    }

    [Fact]
    public void Given_a_step_at_work_when_somebody_aborts_or_plans_again_then_it_is_refused_until_the_step_has_ended()
    {
        foreach (BackoutPhase phase in (BackoutPhase[])[BackoutPhase.Running, BackoutPhase.Paused, BackoutPhase.Blocked])
        {
            Assert.Equal(Verdict.Refused, BackoutMachine.Fire(phase, BackoutTrigger.Abort, stepInFlight: true, BackoutPhase.Abandoned).Verdict);
            Assert.Equal(BackoutPhase.Reviewing, BackoutMachine.Fire(phase, BackoutTrigger.Abort, stepInFlight: false, BackoutPhase.Abandoned).State);
        }
    }

    [Fact]
    public void Given_the_rules_when_a_person_wants_to_go_on_then_every_phase_that_waits_for_a_person_has_a_way_out()
    {
        foreach (BackoutPhase phase in (BackoutPhase[])[BackoutPhase.Unplannable, BackoutPhase.AwaitingApproval, BackoutPhase.Paused, BackoutPhase.Blocked, BackoutPhase.Unproven])
        {
            Assert.Equal(Verdict.Moved, BackoutMachine.Fire(phase, BackoutTrigger.Abort, false, BackoutPhase.Abandoned).Verdict);
        }
    }
}
