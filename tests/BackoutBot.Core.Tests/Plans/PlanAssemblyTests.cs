using BackoutBot.Core.Actions;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Tests.Backouts;
using Start = BackoutBot.Core.Backouts.Commands.Start;

namespace BackoutBot.Core.Tests.Plans;

public sealed class PlanAssemblyTests
{
    [Fact]
    public void Given_the_step_that_takes_the_page_away_could_not_be_planned_then_the_page_is_not_put_up_either()
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, null));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound,
        [
            new PlannedStep(new StepId("maintenance-on"), new PlanningOutcome.Planned(Story.Step(new StepId("maintenance-on"), supporting: true))),
            new PlannedStep(new StepId("code"), new PlanningOutcome.Planned(Story.Step(new StepId("code")))),
            new PlannedStep(new StepId("maintenance-off"), new PlanningOutcome.Impossible("Access denied.", "Grant it.")),
        ]));

        Assert.Equal([new StepId("code")], story.State.Plan!.Steps.Select(step => step.Id));
        Assert.Equal(["maintenance-off", "maintenance-on"], story.State.Plan.LeftOut!.Select(left => left.Step.Value));
    }

    [Fact]
    public void Given_a_step_that_could_not_be_read_when_the_rest_could_be_planned_then_there_is_no_plan_and_it_says_what_could_not_be_read()
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, null));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound,
        [
            new PlannedStep(new StepId("code"), new PlanningOutcome.Unreadable("CodeDeploy did not answer in time.", "Try again.")),
            new PlannedStep(new StepId("dns"), new PlanningOutcome.Planned(Story.Step(new StepId("dns")))),
        ]));

        Assert.Equal(BackoutPhase.Unplannable, story.State.Phase);
        Assert.Equal("code: could not be read. CodeDeploy did not answer in time. Try again.", story.State.PlanningProblems[0]);
    }

    [Fact]
    public void Given_no_plan_when_earlier_backouts_left_something_and_something_could_not_be_read_then_both_are_said_with_what_stood_in_the_way()
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, null));

        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(new StepId("code"), new PlanningOutcome.Impossible("No earlier revision.", "Deploy one by hand."))])
        {
            Unread = ["It could not be read which alarms are raised."],
            Left = ["Left by checkout-api-0: customers get the maintenance page"],
            Others = [new OfferedPoint("v2.2.0", "proven")],
        });

        Assert.Equal(BackoutPhase.Unplannable, story.State.Phase);
        string[] said = [.. Assert.IsType<TextBody>(story.Said[^1].Body).Lines];
        Assert.StartsWith("code: left out. No earlier revision.", said[0], StringComparison.Ordinal);
        Assert.Equal(
            ["It could not be read which alarms are raised.", "Left by checkout-api-0: customers get the maintenance page", "Or go to v2.2.0 (proven): start checkout-api to v2.2.0"],
            said[^3..]);
        Assert.Contains("Left by checkout-api-0: customers get the maintenance page", CardWriter.Write(story.State, story.Now).Cautions);
    }

    [Fact]
    public void Given_a_step_that_came_into_the_plan_file_while_the_plan_was_made_then_the_plan_says_that_it_lacks_it()
    {
        Story story = Planned([.. Story.DefaultService.Steps.Select(step => Made(step.Id.Value))]);
        story.Service = Story.DefaultService with { Steps = [.. Story.DefaultService.Steps, new(new StepId("cache"), "cache", [])] };
        story.Send(new Replan(story.NextKey(), Story.Bob));

        Decision decision = BackoutDecider.Decide(
            story.State,
            new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. Story.DefaultService.Steps.Select(step => Made(step.Id.Value))]),
            new DecisionContext(story.Service, story.Now, Authority.None));

        Assert.Equal([new StepId("cache")], decision.Events.OfType<PlanProposed>().Single().Plan.LeftOut!.Select(left => left.Step));
    }

    [Fact]
    public void Given_a_step_that_is_not_needed_when_the_plan_is_made_then_those_after_it_wait_for_what_it_waited_for()
    {
        Story story = Planned(
            Made("maintenance-on", supporting: true),
            new PlannedStep(new StepId("code"), new PlanningOutcome.NotNeeded("It runs the old version already.")),
            Made("dns"),
            Made("maintenance-off", supporting: true));

        Plan plan = story.State.Plan!;
        Assert.Equal("maintenance-on dns maintenance-off", string.Join(' ', plan.Steps.Select(step => step.Id)));
        Assert.Equal(new StepId[] { new("maintenance-on"), new("dns") }, plan.Find(new StepId("maintenance-off"))!.After);
        Assert.Contains(plan.Remarks, remark => remark.Contains("It runs the old version already.", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_a_step_that_cannot_be_planned_when_others_can_then_the_plan_says_loudly_what_is_left_out()
    {
        Story story = Planned(
            Made("maintenance-on", supporting: true),
            Made("code"),
            new PlannedStep(new StepId("dns"), new PlanningOutcome.Impossible("Access denied to zone Z1.", "Grant route53:ListResourceRecordSets.")),
            Made("maintenance-off", supporting: true));

        Assert.Equal(BackoutPhase.AwaitingApproval, story.State.Phase);
        Assert.Contains(story.State.Plan!.Remarks, remark => remark.StartsWith("dns: left out. Access denied", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_a_step_that_can_be_planned_in_part_then_the_plan_is_partial_and_so_is_the_end()
    {
        Story story = Planned(
            Made("code"),
            new PlannedStep(new StepId("dns"), new PlanningOutcome.Planned(Story.Step(new StepId("dns"))) { Without = [new PlanningOutcome.Impossible("www was not captured.", "Put it back by hand.")] }));

        Assert.Equal("1 of 2 steps in part, dns", story.State.Plan!.Lacks);
        Assert.Contains("dns: in part. www was not captured. Put it back by hand.", story.State.Plan.Remarks);
        Assert.Contains(story.Said, message => message.Body is TextBody text && text.Headline.StartsWith("PARTIAL, 1 of 2 steps in part, dns: checkout-api: v2.4.0 → ", StringComparison.Ordinal));

        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan.Hash));
        story.RunSteps().Validated();
        Assert.Equal(BackoutPhase.RolledBackInPart, story.State.Outcome);
        Assert.Equal("dns: in part. www was not captured.", Assert.Single(Residue.Of(story.State)).Text);
    }

    [Fact]
    public void Given_nothing_but_supporting_steps_when_the_plan_is_made_then_there_is_none_and_the_thread_says_why()
    {
        Story story = Planned(
            Made("maintenance-on", supporting: true),
            new PlannedStep(new StepId("code"), new PlanningOutcome.NotNeeded("Old version runs.")),
            new PlannedStep(new StepId("dns"), new PlanningOutcome.NotNeeded("Unchanged.")),
            Made("maintenance-off", supporting: true));

        Assert.Equal(BackoutPhase.Unplannable, story.State.Phase);
        Assert.Contains(story.State.PlanningProblems, problem => problem.Contains("Nothing is to be rolled back", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_the_same_steps_in_another_round_when_the_plan_is_made_then_its_hash_differs()
    {
        Story story = Planned(Made("code"));
        PlanHash first = story.State.Plan!.Hash;
        story.Send(new Replan(story.NextKey(), Story.Bob));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [Made("code")]));

        Assert.Equal(64, first.Value.Length);
        Assert.NotEqual(first, story.State.Plan!.Hash);
    }

    private static PlannedStep Made(string id, bool supporting = false) =>
        new(new StepId(id), new PlanningOutcome.Planned(Story.Step(new StepId(id), supporting)));

    private static Story Planned(params PlannedStep[] outcomes)
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, null));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, outcomes));
        return story;
    }

    [Fact]
    public void Given_a_plan_with_a_page_then_one_sentence_says_from_to_what_customers_notice_how_long_and_how_much()
    {
        Story story = new Story().Proposed(
            Story.Step(new("maintenance-on"), supporting: true) with { Target = "Everyone gets the maintenance page (503)" },
            Story.Step(new("code")) with { Estimate = TimeSpan.FromMinutes(12) },
            Story.Step(new("dns")),
            Story.Step(new("maintenance-off"), supporting: true));

        Assert.Equal("v2.4.0 → what was captured at 2026-11-24 03:12 UTC · everyone gets the maintenance page (503) for about 14 min · 4 steps, about 14 min", PlanWords.InOneSentence(story.State));
        Assert.StartsWith(PlanWords.InOneSentence(story.State), CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_plan_without_a_page_then_its_sentence_promises_none()
    {
        Story story = new Story().Proposed(Story.Step(new("code")));

        Assert.Equal("v2.4.0 → what was captured at 2026-11-24 03:12 UTC · 1 step, about 60 s", PlanWords.InOneSentence(story.State));
    }

    [Fact]
    public void Given_a_page_with_nothing_left_to_be_done_meanwhile_then_it_is_not_put_up_and_what_stands_of_it_is_taken_away()
    {
        Story half = Planned(Made("maintenance-on", supporting: true), Made("maintenance-off"));
        Assert.Equal(["maintenance-off"], half.State.Plan!.Steps.Select(step => step.Id.Value));

        Story none = Planned(Made("maintenance-on", supporting: true), Made("maintenance-off", supporting: true));
        Assert.Equal(BackoutPhase.Unplannable, none.State.Phase);
        Card card = CardWriter.Write(none.State, none.Now);
        Assert.Equal("Nothing to take back", card.State);
        Assert.Contains("abort", card.Waiting, StringComparison.Ordinal);
        Assert.Null(none.Send(new Abort(none.NextKey(), Story.Bob, "all is well")).Refusal);
    }

    [Fact]
    public void Given_steps_side_by_side_when_the_plan_is_estimated_then_the_longest_way_counts()
    {
        Story story = new Story().Proposed();

        Assert.Equal(TimeSpan.FromMinutes(3), story.State.Plan!.Estimate);
    }
}
