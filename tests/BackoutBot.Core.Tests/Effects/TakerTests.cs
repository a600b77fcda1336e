using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Tests.Backouts;
using static BackoutBot.Core.Tests.Backouts.StorySteps;
using Start = BackoutBot.Core.Backouts.Commands.Start;

namespace BackoutBot.Core.Tests.Effects;

/// <summary>What an ended backout left is said to be taken away by a later one only where that is known to have been so.</summary>
public sealed class TakerTests
{
    private static readonly BackoutId First = new("checkout-api-1");
    private static readonly BackoutId Second = new("checkout-api-2");

    [Fact]
    public void Given_a_later_backout_that_took_away_only_the_page_that_it_had_put_up_itself_then_it_is_not_the_one_that_took_away_what_was_left() =>
        Assert.Null(TakerOfWhatFirstLeft(Later([])));

    [Fact]
    public void Given_a_later_backout_whose_page_joined_the_one_that_was_left_and_whose_plan_named_that_then_it_took_it_away() =>
        Assert.Equal("checkout-api-2, approved by bob", TakerOfWhatFirstLeft(Later([First]))?.InWords);

    [Fact]
    public void Given_a_later_backout_whose_plan_named_what_another_had_left_then_it_is_not_the_one_that_took_this_away() =>
        Assert.Null(TakerOfWhatFirstLeft(Later([new BackoutId("checkout-api-0")])));

    [Fact]
    public void Given_a_plan_of_an_earlier_version_that_took_away_what_had_stood_before_it_then_it_took_it_away()
    {
        Story story = PageOfAnother();
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));

        Assert.Equal("checkout-api-2, approved by bob", TakerOfWhatFirstLeft(story.RunSteps().State with { Id = Second })?.InWords);
    }

    /// <summary>A later backout that puts up a page and takes it away.</summary>
    private static BackoutState Later(BackoutId[] named)
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        story.Send(new ReportPlanning(
            story.NextKey(),
            story.State.PlanRound,
            [.. story.Service.Steps.Select(step => new PlannedStep(step.Id, new PlanningOutcome.Planned(Story.Step(step.Id, supporting: step.Id == On) with { LeftBy = step.Id == Off && named.Length > 0 ? named : null })))]));
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        return story.RunSteps().State with { Id = Second };
    }

    private static Taker? TakerOfWhatFirstLeft(BackoutState later)
    {
        Story left = PageUp();
        left.Send(new Pause(left.NextKey(), Story.Carol));
        left.Send(new Leave(left.NextKey(), Story.Carol, "until 06:00"));
        left.Send(new WritePostMortem(left.NextKey()));
        Assert.Equal(First, left.State.Id);
        return Taker.Find([left.State, later], left.State, Assert.Single(left.State.OpenBrackets));
    }
}
