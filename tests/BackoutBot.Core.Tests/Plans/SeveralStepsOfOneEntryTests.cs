using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;
using BackoutBot.Core.Steps;
using BackoutBot.Core.Tests.Backouts;

namespace BackoutBot.Core.Tests.Plans;

/// <summary>One entry of the plan file that stands for several steps, such as one a DNS zone: partial success is some of them done.</summary>
public sealed class SeveralStepsOfOneEntryTests
{
    private static readonly StepId Dns = new("dns");
    private static readonly StepId Shop = new("dns-shop-example");
    private static readonly StepId Cart = new("dns-cart-example");

    [Fact]
    public void Given_two_zones_when_the_second_is_denied_then_the_first_counts_as_put_back_and_the_second_does_not()
    {
        Story story = new Story(TwoZones()).Approved();
        Do(story, Shop, new StartOutcome.Started("C1", "api.shop.example CNAME: v240 → v231."));
        story.Send(new ReportObservation(story.NextKey(), Shop, 1, new Observation.Succeeded("api.shop.example CNAME is v231.", [])));
        Do(story, Cart, new StartOutcome.Failed("Access denied to hosted zone Z0CART.", "Allow it."));

        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        Assert.Equal((StepPhase.Succeeded, StepPhase.Failed), (story.State.Steps[Shop].Phase, story.State.Steps[Cart].Phase));
        Assert.Equal((EffectStanding.Seen, EffectStanding.Possible), (Standing(story, Shop), Standing(story, Cart)));

        story.Send(new Skip(story.NextKey(), Story.Bob, Cart, "by hand, later"));
        story.RunSteps().Validated();
        Assert.Equal(BackoutPhase.RolledBackInPart, story.State.Outcome);
        Residue left = Assert.Single(Residue.Of(story.State));
        Assert.StartsWith("Take dns-cart-example back: not ", left.Text, StringComparison.Ordinal);
        Assert.Contains("Access denied to hosted zone Z0CART.", left.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_steps_of_one_entry_when_they_are_planned_then_the_plan_knows_which()
    {
        Story story = new Story(TwoZones()).Proposed();

        Assert.Equal([Dns, Dns], story.State.Plan!.Steps.Where(step => step.Entry is not null).Select(step => step.Entry!.Value));
        Assert.Null(story.State.Plan.Find(new StepId("code"))!.Entry);
    }

    [Fact]
    public void Given_a_page_that_one_step_put_up_when_a_later_plan_takes_it_away_by_several_then_it_is_gone_when_all_are_done()
    {
        Story story = new Story().Approved();
        Do(story, new StepId("maintenance-on"), new StartOutcome.Started("p", "2 listeners show the page."));
        story.Send(new ReportObservation(story.NextKey(), new StepId("maintenance-on"), 1, new Observation.Succeeded("shown", [])));
        story.Send(new Pause(story.NextKey(), Story.Bob));

        // As after an update, or once the plan file names a second listener.
        story.Service = WithTwoListeners();
        story.Send(new Replan(story.NextKey(), Story.Bob));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound,
        [
            .. story.Service.Steps.Select(step => new PlannedStep(step.Id, step.Action == "maintenance-on"
                ? new PlanningOutcome.NotNeeded("It is shown already.")
                : new PlanningOutcome.Planned(Story.Step(step.Id, supporting: step.Closes is not null)))),
        ]));
        story.Send(new Approve(story.NextKey(), Story.Carol, story.State.Plan!.Hash));
        Assert.Equal(["maintenance-on-a", "maintenance-on-b"], story.State.OpenBrackets.Select(effect => effect.Step.Id.Value));
        Assert.All(story.State.OpenBrackets, effect => Assert.Equal("old maintenance-on", effect.Stands));

        story.RunSteps().Validated();
        Assert.Equal(BackoutPhase.RolledBack, story.State.Outcome);
    }

    private static EffectStanding Standing(Story story, StepId step) => story.State.Effects.Find(effect => effect.Step.Id == step)!.Standing;

    private static void Do(Story story, StepId step, StartOutcome outcome)
    {
        story.Send(new IntendStep(story.NextKey(), step));
        story.Send(new ReportStart(story.NextKey(), step, 1, outcome));
    }

    private static ServiceDefinition TwoZones() => Story.DefaultService with
    {
        Steps =
        [
            new StepDefinition(new StepId("code"), "deploy", []),
            new StepDefinition(Shop, "dns", []) { Entry = Dns },
            new StepDefinition(Cart, "dns", []) { Entry = Dns },
        ],
    };

    private static ServiceDefinition WithTwoListeners() => Story.DefaultService with
    {
        Steps =
        [
            .. new[] { "a", "b" }.Select(listener => new StepDefinition(new StepId($"maintenance-on-{listener}"), "maintenance-on", []) { Entry = new StepId("maintenance-on") }),
            new StepDefinition(new StepId("code"), "deploy", [new StepId("maintenance-on-a"), new StepId("maintenance-on-b")]),
            .. new[] { "a", "b" }.Select(listener => new StepDefinition(new StepId($"maintenance-off-{listener}"), "maintenance-off", [new StepId("code")])
            {
                Entry = new StepId("maintenance-off"),
                Closes = new StepId($"maintenance-on-{listener}"),
            }),
        ],
    };
}
