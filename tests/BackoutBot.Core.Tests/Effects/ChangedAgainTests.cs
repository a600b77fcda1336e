using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Tests.Backouts;
using static BackoutBot.Core.Tests.Backouts.StorySteps;

namespace BackoutBot.Core.Tests.Effects;

/// <summary>What an ended backout did, or did not do, is not said of it any more once that is otherwise.</summary>
public sealed class ChangedAgainTests
{
    [Theory]
    [InlineData("group prod", false)]
    [InlineData("group worker", true)]
    public void Given_a_backout_that_only_stopped_a_deployment_when_an_undo_of_another_deploys_to_the_same_then_what_it_did_is_not_said_to_stay(string writes, bool stays)
    {
        Story stopped = new Story().Broken();
        stopped.Send(new Stop(stopped.NextKey(), Story.Alice, null, Story.Deploying with { Steps = [Story.StopStep with { Writes = ["group prod"] }] }));
        stopped.Send(new Approve(stopped.NextKey(), Story.Bob, stopped.State.Plan!.Hash));
        stopped.RunSteps();
        stopped.Send(new Abort(stopped.NextKey(), Story.Bob, "enough"));
        stopped.Send(new WritePostMortem(stopped.NextKey()));
        Assert.Contains(Residue.Of(stopped.State), one => one.Kind is ResidueKind.Lasting);

        Story later = new Story().Proposed(Story.Step(Code) with { Writes = [writes] });
        later.Send(new Approve(later.NextKey(), Story.Bob, later.State.Plan!.Hash));
        later.RunSteps();
        BackoutState undo = later.State with { Id = new BackoutId("checkout-api-3"), Undoing = new Undoing(Story.Alice, null, []) { Of = new BackoutId("checkout-api-2") } };

        Assert.Equal(stays, Residue.Of(stopped.State.KnowingOf([undo])).Any(one => one.Kind is ResidueKind.Lasting));
    }

    [Fact]
    public void Given_a_page_that_could_not_be_taken_away_and_was_left_when_it_is_gone_then_the_step_that_failed_is_no_residue()
    {
        Story story = PageUp();
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        Begin(story, Off);
        Observe(story, Off, new Observation.Failed("Denied.", "Grant it.") { Stands = new SeenEffect(EffectStanding.Seen, "Everyone gets the page") });
        story.Send(new Leave(story.NextKey(), Story.Carol, "until noon"));
        story.Send(new WritePostMortem(story.NextKey()));
        string[] before = [.. Residue.Of(story.State).Where(one => one.Kind is not ResidueKind.Open).Select(one => one.Text)];

        story.Pass(TimeSpan.FromMinutes(1)).Send(new ReportGone(story.NextKey(), On));
        Assert.Equal(before, Residue.Of(story.State).Select(one => one.Text));
    }
}
