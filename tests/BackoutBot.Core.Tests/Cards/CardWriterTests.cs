using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Tests.Backouts;

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

        Assert.Equal("bob denied the plan: a hotfix is on its way. Nothing was changed.", CardWriter.Write(story.State, story.Now).Now);
    }

    [Fact]
    public void Given_an_approved_plan_when_it_is_aborted_before_any_step_then_the_card_does_not_say_that_nothing_was_approved()
    {
        Story story = new Story().Approved();
        story.Send(new Abort(story.NextKey(), Story.Carol, "we wait"));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal(BackoutPhase.StoodDown, story.State.Phase);
        Assert.Equal("carol gave it up: we wait. Nothing was changed.", CardWriter.Write(story.State, story.Now).Now);
    }
}
