using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Tests.Backouts;

namespace BackoutBot.Core.Tests.Plans;

/// <summary>What others put up is left as it is until a person says otherwise.</summary>
public sealed class IncludeTests
{
    private const string Rule = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/shop/1/2/3";
    private static readonly StepId Off = new("maintenance-off");

    [Fact]
    public void Given_a_page_of_somebody_else_then_the_plan_is_partial_and_a_person_may_have_it_taken_over()
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. Story.DefaultService.Steps.Select(step => new PlannedStep(step.Id, Planned(step.Id, step.Id == Off)))]));

        Assert.Contains("PARTIAL: 1 of 4 steps in part, maintenance-off", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
        Assert.Contains(Rule, story.Send(new Include(story.NextKey(), Story.Bob, "another")).Refusal!.Explanation, StringComparison.Ordinal);

        Assert.Null(story.Send(new Include(story.NextKey(), Story.Bob, Rule)).Refusal);
        Assert.Equal(BackoutPhase.Planning, story.State.Phase);
        Assert.Equal([Rule], story.State.Included);
    }

    [Fact]
    public void Given_no_plan_because_of_a_page_of_somebody_else_then_that_advice_leads_out()
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Off, Foreign)]));
        Assert.Equal(BackoutPhase.Unplannable, story.State.Phase);

        Assert.Null(story.Send(new Include(story.NextKey(), Story.Bob, Rule)).Refusal);
        Assert.Equal(BackoutPhase.Planning, story.State.Phase);
    }

    private static PlanningOutcome.Impossible Foreign => new("The listener answers by a rule of nobody.", $"Have its owner remove it. Or: include {Rule}") { Resource = Rule };

    private static PlanningOutcome.Planned Planned(StepId id, bool isInPart) =>
        new(Story.Step(id, supporting: id.Value.StartsWith("maintenance", StringComparison.Ordinal))) { Without = isInPart ? [Foreign] : [] };
}
