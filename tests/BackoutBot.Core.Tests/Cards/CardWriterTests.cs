using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.PostMortems;
using BackoutBot.Core.Signals;
using BackoutBot.Core.Tests.Backouts;
using Start = BackoutBot.Core.Backouts.Commands.Start;

namespace BackoutBot.Core.Tests.Cards;

public sealed class CardWriterTests
{
    [Theory]
    [InlineData("a hotfix is on its way")]
    [InlineData("a hotfix is on its way.")]
    public void Given_a_denied_plan_when_the_card_is_read_then_reason_and_outcome_are_two_sentences(string reason)
    {
        Story story = new Story().Proposed();
        story.Send(new Deny(story.NextKey(), Story.Bob, null, reason));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal("bob denied the plan: a hotfix is on its way. Nothing was changed. Is it still needed? Then say: start checkout-api", CardWriter.Write(story.State, story.Now).Now);
    }

    [Fact]
    public void Given_an_approved_plan_when_it_is_aborted_before_any_step_then_the_card_does_not_say_that_nothing_was_approved()
    {
        Story story = new Story().Approved();
        story.Send(new Abort(story.NextKey(), Story.Carol, "we wait"));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal(BackoutPhase.StoodDown, story.State.Phase);
        Assert.Equal("carol gave it up: we wait. Nothing was changed. Is it still needed? Then say: start checkout-api", CardWriter.Write(story.State, story.Now).Now);
    }

    [Fact]
    public void Given_a_caution_then_it_is_on_the_card_for_as_long_as_its_step_is_to_come()
    {
        StepId dns = new("dns");
        StepId code = new("code");
        Story story = new Story().Proposed(Story.Step(dns) with { Caution = "Sessions are lost." }, Story.Step(code) with { Caution = "Takes the pool with it." });
        Assert.Contains("Take dns back: Sessions are lost.", Cautions(story));

        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.Send(new IntendStep(story.NextKey(), dns));
        story.Send(new ReportStart(story.NextKey(), dns, 1, new StartOutcome.Started("handle", "begun")));
        story.Send(new ReportObservation(story.NextKey(), dns, 1, new Observation.Succeeded("done", [])));

        Assert.DoesNotContain("Take dns back: Sessions are lost.", Cautions(story));
        Assert.Contains("Take code back: Takes the pool with it.", Cautions(story));
    }

    [Fact]
    public void Given_a_remark_of_the_planning_when_the_plan_is_approved_then_only_what_it_leaves_out_stays_on_the_card()
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [
            new PlannedStep(new StepId("code"), new PlanningOutcome.Planned(Story.Step(new StepId("code")))),
            new PlannedStep(new StepId("dns"), new PlanningOutcome.NotNeeded("It is as captured.")),
            new PlannedStep(new StepId("maintenance-on"), new PlanningOutcome.Impossible("No listener was read.", "Name one.")),
        ]));
        Assert.Contains(Cautions(story), caution => caution.Contains("It is as captured.", StringComparison.Ordinal));

        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));

        Assert.DoesNotContain(Cautions(story), caution => caution.Contains("It is as captured.", StringComparison.Ordinal));
        Assert.Contains(Cautions(story), caution => caution.Contains("No listener was read.", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_no_plan_could_be_made_then_the_card_says_when_and_what_was_heard_since_and_how_to_have_it_made()
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(new StepId("code"), new PlanningOutcome.Impossible("A deployment is in flight.", "Wait for its end."))]));
        Assert.Equal("No plan could be made at 03:12:00 UTC; below is what stood in its way then. Mend that, then have it planned again.", CardWriter.Write(story.State, story.Now).Now);

        story.Pass(TimeSpan.FromMinutes(4));
        story.Send(new JoinSignal(story.NextKey(), Story.Deployment(SignalKind.DeploymentStopped, "d-2") with { OccurredAt = story.Now, Summary = "Deployment d-ABC was stopped." }));

        Assert.EndsWith("Since then was heard: Deployment d-ABC was stopped. So have it planned again.", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
        Assert.EndsWith("say: replan", story.Send(new Start(story.NextKey(), Story.Alice, "again")).Refusal?.Explanation, StringComparison.Ordinal);
        story.Send(new Replan(story.NextKey(), Story.Alice));
        Assert.Equal(BackoutPhase.Planning, story.State.Phase);
    }

    [Fact]
    public void Given_a_checked_item_then_card_and_post_mortem_say_when_it_was_found_so()
    {
        Story story = new Story().Proposed();
        story.Pass(TimeSpan.FromMinutes(3));
        story.Send(new ReportCheck(story.NextKey(), Story.Check("1.1", CheckStatus.Pass)));
        story.Pass(TimeSpan.FromHours(1));

        CardCheck check = Assert.Single(CardWriter.Write(story.State, story.Now).Checks, one => one.Item == new ItemId("1.1"));
        Assert.EndsWith("(found at 03:15:00 UTC)", check.Summary, StringComparison.Ordinal);
        Assert.Contains("| 2026-11-24 03:15:00 UTC | Item 1.1", PostMortemWriter.Write(story.State, story.Now).Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_step_at_work_while_paused_when_it_is_aborted_then_the_refusal_names_no_pause_and_the_card_says_until_when()
    {
        Story story = new Story().Approved();
        story.Send(new IntendStep(story.NextKey(), new StepId("maintenance-on")));
        story.Send(new Pause(story.NextKey(), Story.Bob));

        Assert.Equal("An approver: resume; or abort, once no step is at work.", CardWriter.Write(story.State, story.Now).Waiting);
        Refusal? refusal = story.Send(new Abort(story.NextKey(), Story.Bob, "enough")).Refusal;
        Assert.DoesNotContain("Pause", refusal!.Explanation, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Cautions(Story story) => CardWriter.Write(story.State, story.Now).Cautions;

    [Fact]
    public void Given_an_alarm_that_went_off_under_our_page_and_lasts_then_the_card_does_not_say_that_all_is_quiet()
    {
        Story story = new Story().Approved().Pass(TimeSpan.FromSeconds(1));
        story.Send(new JoinSignal(story.NextKey(), Story.Alarm(SignalKind.AlarmCleared, "c-1", story.Now)));
        Assert.Equal("all that were heard have cleared", Fact(story, "Alarms"));
        story.Send(new IntendStep(story.NextKey(), new StepId("maintenance-on")));
        story.Pass(TimeSpan.FromSeconds(20));
        story.Send(new JoinSignal(story.NextKey(), Story.Alarm(id: "m-9", at: story.Now)));

        Assert.Equal("checkout-5xx (since the page is up)", Fact(story, "Alarm"));
    }

    [Fact]
    public void Given_a_failed_deployment_without_any_alarm_then_the_card_says_nothing_of_alarms()
    {
        var story = new Story();
        story.Send(new JoinSignal(story.NextKey(), Story.Deployment(SignalKind.DeploymentFailed)));

        Assert.Null(Fact(story, "Alarms"));
    }

    [Fact]
    public void Given_a_first_sign_that_is_over_and_another_that_stands_when_a_backout_is_proposed_then_the_card_says_what_stands()
    {
        var story = new Story();
        story.Send(new JoinSignal(story.NextKey(), Story.Alarm() with { Resource = new ResourceKey("aws:cloudwatch:1:eu:other"), Subject = "other", Summary = "Alarm other went off." }));
        story.Send(new JoinSignal(story.NextKey(), Story.Alarm(id: "m-2", at: Story.Begin.AddSeconds(20))));
        story.Send(new JoinSignal(story.NextKey(), Story.Alarm(SignalKind.AlarmCleared, "m-3", Story.Begin.AddSeconds(40)) with { Resource = new ResourceKey("aws:cloudwatch:1:eu:other"), Subject = "other" }));

        Assert.StartsWith("Alarm checkout-5xx went off. Go back", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_failed_step_when_it_is_paused_then_the_card_still_says_what_failed()
    {
        Story story = new Story().Approved();
        story.Send(new IntendStep(story.NextKey(), new StepId("maintenance-on")));
        story.Send(new ReportStart(story.NextKey(), new StepId("maintenance-on"), 1, new StartOutcome.Failed("AccessDenied", "grant it")));
        story.Send(new Pause(story.NextKey(), Story.Bob));

        Assert.Contains("AccessDenied", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
    }

    private static string? Fact(Story story, string name) => CardWriter.Write(story.State, story.Now).Facts.SingleOrDefault(fact => fact.Name == name)?.Value;
}
