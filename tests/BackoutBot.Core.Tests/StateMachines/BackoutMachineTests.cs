using BackoutBot.Core.Backouts;
using BackoutBot.Core.StateMachines;
using CsCheck;

namespace BackoutBot.Core.Tests.StateMachines;

public sealed class BackoutMachineTests
{
    private static readonly BackoutPhase[] Outcomes = [BackoutPhase.RolledBack, BackoutPhase.RolledBackInPart, BackoutPhase.StoodDown, BackoutPhase.Abandoned];

    /// <summary>Every answer to what the machine asks beside the phase.</summary>
    private static readonly BackoutFacts[] AllFacts =
    [
        .. from inFlight in (bool[])[false, true]
           from approved in (bool[])[false, true]
           from acted in (bool[])[false, true]
           from open in (bool[])[false, true]
           from before in (BackoutPhase[])[BackoutPhase.Watching, BackoutPhase.Planning, BackoutPhase.Unplannable, BackoutPhase.AwaitingApproval, BackoutPhase.Paused, BackoutPhase.Blocked]
           select new BackoutFacts { StepInFlight = inFlight, HasApprovedPlan = approved, HasActed = acted, HasOpenBrackets = open, BeforeStop = before, BeforeUndo = before, Outcome = BackoutPhase.RolledBack },
    ];

    public static TheoryData<BackoutPhase> Leaves => [.. BackoutMachine.Leaves];

    [Theory]
    [MemberData(nameof(Leaves))]
    public void Given_a_phase_when_any_trigger_arrives_then_it_is_allowed_ignored_or_refused_with_a_reason(BackoutPhase phase)
    {
        foreach (BackoutTrigger trigger in Enum.GetValues<BackoutTrigger>())
        {
            foreach (BackoutFacts facts in AllFacts)
            {
                Ruling<BackoutPhase> ruling = BackoutMachine.Fire(phase, trigger, facts);

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
                Gen.OneOf(AllFacts),
                Gen.OneOf(Outcomes))
            .Sample((start, triggers, facts, outcome) =>
            {
                BackoutPhase phase = start;
                foreach (BackoutTrigger trigger in triggers)
                {
                    BackoutPhase next = BackoutMachine.Fire(phase, trigger, facts with { Outcome = outcome }).State;
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
            Assert.Equal(phase, BackoutMachine.Fire(phase, BackoutTrigger.ReachQuorum, new BackoutFacts()).State);
        }
    }

    [Fact]
    public void Given_a_step_at_work_when_somebody_aborts_or_plans_again_then_it_is_refused_until_the_step_has_ended()
    {
        foreach (BackoutPhase phase in (BackoutPhase[])[BackoutPhase.Running, BackoutPhase.Paused, BackoutPhase.Blocked])
        {
            Assert.Equal(Verdict.Refused, BackoutMachine.Fire(phase, BackoutTrigger.Abort, new BackoutFacts { StepInFlight = true, StepAtWork = true }).Verdict);
            Assert.Equal(BackoutPhase.Reviewing, BackoutMachine.Fire(phase, BackoutTrigger.Abort, new BackoutFacts()).State);
        }
    }

    [Fact]
    public void Given_the_rules_when_a_person_wants_to_go_on_then_every_phase_that_waits_for_a_person_has_a_way_out()
    {
        foreach (BackoutPhase phase in (BackoutPhase[])[BackoutPhase.Unplannable, BackoutPhase.AwaitingApproval, BackoutPhase.Paused, BackoutPhase.Blocked, BackoutPhase.Unproven])
        {
            Assert.Equal(Verdict.Moved, BackoutMachine.Fire(phase, BackoutTrigger.Abort, new BackoutFacts()).Verdict);
        }

        Assert.Equal(Verdict.Moved, BackoutMachine.Fire(BackoutPhase.Ending, BackoutTrigger.Leave, new BackoutFacts { HasActed = true, HasOpenBrackets = true }).Verdict);
    }

    [Fact]
    public void Given_something_that_stands_open_when_it_is_given_up_then_that_is_closed_first_from_wherever_it_can_be_given_up()
    {
        foreach (BackoutPhase phase in BackoutMachine.Leaves)
        {
            var open = new BackoutFacts { HasApprovedPlan = true, HasActed = true, HasOpenBrackets = true };
            Ruling<BackoutPhase> ruling = BackoutMachine.Fire(phase, BackoutTrigger.Abort, open);

            Assert.True(ruling.Verdict is Verdict.Refused || ruling.State is BackoutPhase.Ending, $"{phase} goes to {ruling.State}.");
        }
    }

    [Fact]
    public void Given_work_was_done_when_a_later_plan_is_denied_or_expires_then_nothing_ends()
    {
        foreach (BackoutTrigger trigger in (BackoutTrigger[])[BackoutTrigger.Deny, BackoutTrigger.Expire])
        {
            Assert.Equal(BackoutPhase.Blocked, BackoutMachine.Fire(BackoutPhase.AwaitingApproval, trigger, new BackoutFacts { HasActed = true }).State);
            Assert.Equal(BackoutPhase.Reviewing, BackoutMachine.Fire(BackoutPhase.AwaitingApproval, trigger, new BackoutFacts()).State);
        }
    }

    [Fact]
    public void Given_no_approved_plan_when_it_is_blocked_then_nothing_can_be_made_to_run()
    {
        foreach (BackoutTrigger trigger in (BackoutTrigger[])[BackoutTrigger.Retry, BackoutTrigger.Skip, BackoutTrigger.Pause, BackoutTrigger.Resume])
        {
            Assert.Equal(Verdict.Refused, BackoutMachine.Fire(BackoutPhase.Blocked, trigger, new BackoutFacts { HasActed = true }).Verdict);
        }
    }
}
