using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Steps;
using BackoutBot.Core.Tests.Backouts;
using static BackoutBot.Core.Tests.Backouts.Story;

namespace BackoutBot.Core.Tests.Halts;

public sealed class HaltRecordTests
{
    private static readonly Authority Approver = new(true, true, "named in the plan file");
    private HaltRecord record = new([]);

    [Fact]
    public void Given_nothing_halted_when_an_approver_halts_then_it_is_in_force_with_name_time_and_reason()
    {
        Say(HaltAct.Halt, Alice, "  AWS is not itself ");

        Assert.Equal(new Halt(Alice, Begin, "AWS is not itself"), record.Current);
        Assert.Contains("Halted by alice since 2026-11-24 03:12:00 UTC (AWS is not itself)", record.Current!.InWords, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_halt_then_it_takes_two_different_approvers_to_lift_it()
    {
        Say(HaltAct.Halt, Alice);
        Say(HaltAct.Lift, Bob);
        Assert.Equal(Bob, record.Current!.LiftWantedBy);

        HaltDecision again = Say(HaltAct.Lift, Bob);
        Assert.Null(again.Entry);
        Assert.Contains("different approver", again.Answer, StringComparison.Ordinal);
        Assert.NotNull(record.Current);

        Say(HaltAct.Lift, Alice);
        Assert.Null(record.Current);
        Assert.Equal([Bob, Alice], record.LiftedBy);
    }

    [Fact]
    public void Given_a_lift_that_waits_when_somebody_halts_again_then_the_first_word_counts_no_more_and_the_halt_keeps_its_beginning()
    {
        Say(HaltAct.Halt, Alice);
        Say(HaltAct.Lift, Bob);
        Say(HaltAct.Halt, Carol);

        Assert.Equal(new Halt(Alice, Begin, null), record.Current);
        Say(HaltAct.Lift, Alice);
        Assert.Equal(Alice, record.Current!.LiftWantedBy);
    }

    [Fact]
    public void Given_a_lift_that_waits_when_its_first_approver_may_no_longer_then_the_next_word_is_the_first_and_it_still_takes_two()
    {
        Say(HaltAct.Halt, Alice);
        Say(HaltAct.Lift, Bob);

        HaltDecision decision = Say(HaltAct.Lift, Carol, hasFirstLapsed: true);

        Assert.StartsWith("bob, who wanted the halt lifted, may approve no longer: that word counts no more. carol wants the halt lifted.", decision.Answer, StringComparison.Ordinal);
        Assert.Equal(Carol, record.Current!.LiftWantedBy);
        Say(HaltAct.Lift, Alice);
        Assert.Null(record.Current);
        Assert.Equal([Carol, Alice], record.LiftedBy);
    }

    [Fact]
    public void Given_a_second_halt_after_a_lift_then_only_its_own_lifters_are_named()
    {
        Say(HaltAct.Halt, Alice);
        Say(HaltAct.Lift, Bob);
        Say(HaltAct.Lift, Alice);
        Say(HaltAct.Halt, Bob);
        Say(HaltAct.Lift, Carol);
        Say(HaltAct.Lift, Bob);

        Assert.Equal([Carol, Bob], record.LiftedBy);
        Assert.Equal([1, 2, 3, 4, 5, 6], record.Entries.Select(entry => entry.Number));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Given_somebody_who_is_no_approver_then_nothing_changes_and_they_are_told_who_may(bool isKnown)
    {
        HaltDecision decision = record.Decide(HaltAct.Halt, Dave, null, new Authority(isKnown, false, ""), [new ApprovalPolicy([Alice], ["oncall"], 1, TimeSpan.Zero)], Begin);

        Assert.Null(decision.Entry);
        Assert.Contains("alice, members of oncall", decision.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_nothing_halted_or_a_halt_that_stands_then_saying_it_again_changes_nothing()
    {
        Assert.Null(Say(HaltAct.Lift, Alice).Entry);
        Say(HaltAct.Halt, Alice);
        Assert.Null(Say(HaltAct.Halt, Bob).Entry);
    }

    [Fact]
    public void Given_an_approved_plan_when_halted_then_its_next_step_waits_what_runs_is_watched_and_nothing_is_lost()
    {
        Story story = new Story().Approved();
        StepId on = new("maintenance-on");
        story.Send(new IntendStep(story.NextKey(), on));
        story.Send(new ReportStart(story.NextKey(), on, 1, new Core.Actions.StartOutcome.Started("handle", "begun")));

        Halt halt = new(Carol, Begin, "look first");
        story.Send(new MindHalt(story.NextKey(), halt, []));
        Assert.IsType<Work.Observe>(Assert.Single(story.Agenda));
        story.Send(new ReportObservation(story.NextKey(), on, 1, new Core.Actions.Observation.Succeeded("done", [])));

        Assert.Empty(story.Agenda);
        Assert.StartsWith(halt.InWords, CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
        story.Send(new IntendStep(story.NextKey(), new StepId("code")));
        Assert.Equal(StepPhase.Pending, story.State.Steps[new StepId("code")].Phase);
        Assert.Single(story.State.Approvals);

        story.Send(new MindHalt(story.NextKey(), null, [Bob, Alice]));
        Assert.Equal(2, story.Agenda.OfType<Work.Intend>().Count());
        Assert.DoesNotContain("Halted", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_halt_when_the_plan_is_approved_then_nobody_is_told_that_it_rolls_back_before_the_halt_is_lifted()
    {
        Story story = new Story().Proposed();
        story.Send(new MindHalt(story.NextKey(), new Halt(Carol, Begin, "look first"), []));
        story.Send(new Approve(story.NextKey(), Bob, story.State.Plan!.Hash));

        Assert.Equal("checkout-api: the plan to roll back is approved by bob, and begins when the halt is lifted.", Told(story));
        Card card = CardWriter.Write(story.State, story.Now);
        Assert.Equal("Halted", card.State);
        Assert.Equal("Two different approvers, by: unhalt.", card.Waiting);
        story.Send(new MindHalt(story.NextKey(), new Halt(Carol, Begin, "look first", Bob), []));
        Assert.Equal("One more approver, not bob, by: unhalt.", CardWriter.Write(story.State, story.Now).Waiting);

        story.Send(new MindHalt(story.NextKey(), null, [Bob, Alice]));
        Assert.Equal("Rolling back", CardWriter.Write(story.State, story.Now).State);
        story.Send(new IntendStep(story.NextKey(), new StepId("maintenance-on")));
        Assert.Equal("checkout-api: rolling back, approved by bob.", Told(story));
    }

    [Fact]
    public void Given_a_halt_when_it_is_given_up_with_the_page_up_then_nothing_says_that_the_page_is_being_taken_away()
    {
        Story story = new Story().Approved();
        StepId on = new("maintenance-on");
        story.Send(new IntendStep(story.NextKey(), on));
        story.Send(new ReportStart(story.NextKey(), on, 1, new Core.Actions.StartOutcome.Started("handle", "begun")));
        story.Send(new ReportObservation(story.NextKey(), on, 1, new Core.Actions.Observation.Succeeded("done", [])));
        story.Send(new MindHalt(story.NextKey(), new Halt(Carol, Begin, "look first"), []));
        story.Send(new Abort(story.NextKey(), Bob, "enough"));

        Assert.Contains("what its steps put up still stands", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
        Assert.Contains(story.Said, said => said.Body is TextBody { Headline: var text } && text.Contains("once the halt is lifted, what its steps put up is taken away", StringComparison.Ordinal));
    }

    private static string Told(Story story) => story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>().Last().Headline;

    private HaltDecision Say(HaltAct act, PersonId by, string? reason = null, bool hasFirstLapsed = false)
    {
        HaltDecision decision = record.Decide(act, by, reason, Approver, [Story.DefaultService.Approvals], Begin, hasFirstLapsed);
        record = decision.Entry is { } entry ? new HaltRecord([.. record.Entries, entry]) : record;
        return decision;
    }
}
