using BackoutBot.Console.Backouts;
using BackoutBot.Console.Tests.Fakes;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Steps;

namespace BackoutBot.Console.Tests.Backouts;

/// <summary>A backout as its page shows it.</summary>
public sealed class BackoutViewTests
{
    private static readonly StepId Deployment = new("deployment");

    [Fact]
    public void Given_a_step_that_an_earlier_plan_did_when_the_plan_that_is_up_has_one_of_the_same_name_then_none_of_those_tries_is_shown_under_it()
    {
        DemoStory story = new DemoStory().Break().Ask().Approve().ApproveAgain().Run();
        var view = new BackoutView(story.History, story.Card);

        Assert.Equal(1, Assert.Single(view.AttemptsOf(story.State.Steps[Deployment])).Number);
        Assert.Empty(view.AttemptsOf(StepState.Pending(Deployment)));
    }
}
