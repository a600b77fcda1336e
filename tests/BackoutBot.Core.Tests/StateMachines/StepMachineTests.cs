using BackoutBot.Core.StateMachines;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Tests.StateMachines;

public sealed class StepMachineTests
{
    public static TheoryData<StepPhase> Phases => [.. Enum.GetValues<StepPhase>()];

    [Theory]
    [MemberData(nameof(Phases))]
    public void Given_a_step_phase_when_any_trigger_arrives_then_it_is_decided(StepPhase phase)
    {
        foreach (StepTrigger trigger in Enum.GetValues<StepTrigger>())
        {
            Ruling<StepPhase> ruling = StepMachine.Fire(phase, trigger);
            Assert.Equal(ruling.Verdict is Verdict.Refused, !string.IsNullOrWhiteSpace(ruling.Reason));
        }
    }

    [Fact]
    public void Given_a_step_that_is_done_when_late_reports_arrive_then_it_stays_done()
    {
        foreach (StepTrigger trigger in (StepTrigger[])[StepTrigger.Intend, StepTrigger.Start, StepTrigger.Progress, StepTrigger.Fail, StepTrigger.LoseTrack])
        {
            Assert.Equal(StepPhase.Succeeded, StepMachine.Fire(StepPhase.Succeeded, trigger).State);
            Assert.Equal(StepPhase.Skipped, StepMachine.Fire(StepPhase.Skipped, trigger).State);
        }
    }

    [Fact]
    public void Given_a_step_that_was_never_intended_when_a_start_is_reported_then_it_does_not_run() =>
        Assert.Equal(StepPhase.Pending, StepMachine.Fire(StepPhase.Pending, StepTrigger.Start).State);

    [Fact]
    public void Given_a_step_that_is_being_started_then_it_is_skipped_only_where_that_takes_too_long()
    {
        Assert.Equal(StepPhase.Starting, StepMachine.Fire(StepPhase.Starting, StepTrigger.Skip).State);
        Assert.Equal(StepPhase.Skipped, StepMachine.Fire(StepPhase.Starting, StepTrigger.Skip, isOverdue: true).State);
    }
}
