using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Steps;
using BackoutBot.Core.Tests.Backouts;

namespace BackoutBot.Core.Tests.Plans;

/// <summary>Where the plan file asks for it, a person looks before the rest.</summary>
public sealed class HoldTests
{
    private static readonly StepId Code = new("code");
    private static readonly StepId Off = new("maintenance-off");

    [Fact]
    public void Given_a_step_to_be_held_after_when_it_is_done_then_nothing_further_starts_until_an_approver_resumes()
    {
        Story story = Held(Code);

        Assert.Equal(BackoutPhase.Paused, story.State.Phase);
        Assert.Equal([Code], Assert.Single(story.Journal.Select(entry => entry.Event).OfType<PlanHeld>()).After);
        Assert.Equal(StepPhase.Pending, story.State.Steps[Off].Phase);
        Card card = CardWriter.Write(story.State, story.Now);
        Assert.StartsWith("It waits for a person's look after code, as the plan file asks.", card.Now, StringComparison.Ordinal);
        Assert.Contains(card.Buttons, button => button.Verb is CardVerb.Resume);

        Assert.Equal(RefusalCode.NotAnApprover, story.Send(new Resume(story.NextKey(), Story.Dave)).Refusal?.Code);
        Assert.Null(story.Send(new Resume(story.NextKey(), Story.Bob)).Refusal);
        Assert.Equal(BackoutPhase.Validating, story.RunSteps().State.Phase);
        Assert.Single(story.Journal.Select(entry => entry.Event).OfType<PlanHeld>());
    }

    [Fact]
    public void Given_a_plan_that_is_held_when_it_is_given_up_then_the_page_goes_as_ever()
    {
        Story story = Held(Code);

        Assert.Null(story.Send(new Abort(story.NextKey(), Story.Bob, "one instance is no better")).Refusal);

        Assert.Empty(story.RunSteps().State.OpenBrackets);
    }

    [Fact]
    public void Given_the_last_step_is_to_be_held_after_then_there_is_nothing_to_wait_for() =>
        Assert.Equal(BackoutPhase.Validating, Held(Off).State.Phase);

    [Fact]
    public void Given_a_hold_then_it_is_part_of_what_people_approve() =>
        Assert.NotEqual(new Story().Proposed().State.Plan!.Hash, Service(Code).Proposed().State.Plan!.Hash);

    private static Story Held(StepId after)
    {
        Story story = Service(after).Proposed();
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        return story.RunSteps();
    }

    private static Story Service(StepId after) => new(Story.DefaultService with
    {
        Steps = [.. Story.DefaultService.Steps.Select(step => step.Id == after ? step with { IsHeldAfter = true } : step)],
    });
}
