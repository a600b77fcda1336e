using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Tests.Backouts;
using static BackoutBot.Core.Tests.Backouts.StorySteps;

namespace BackoutBot.Core.Tests.Plans;

/// <summary>A step whose change is made, and which waits only for what lies with others, such as resolvers that keep an old answer.</summary>
public sealed class SettlingStepTests
{
    [Fact]
    public void Given_a_step_that_settles_when_all_others_are_done_then_the_page_comes_down_and_validation_waits()
    {
        Story story = new Story().Approved();
        Do(story, On);
        Do(story, Code);
        Begin(story, Dns);
        Observe(story, Dns, new Observation.Running(10, "Route 53 passes it on."));
        Assert.DoesNotContain(story.Agenda, work => work is Work.Intend);

        Observe(story, Dns, new Observation.Running(40, "Resolvers may keep the old answer.") { IsSettling = true });
        Assert.Equal(Off, Assert.Single(story.Agenda.OfType<Work.Intend>()).Step);
        Do(story, Off);
        Assert.Equal(BackoutPhase.Running, story.State.Phase);

        Observe(story, Dns, new Observation.Unseen("Throttled."));
        Assert.True(story.State.Steps[Dns].IsSettling);
        Observe(story, Dns, new Observation.Succeeded("as captured", []));
        Assert.Equal(BackoutPhase.Validating, story.State.Phase);
    }

    [Fact]
    public void Given_a_step_that_settles_when_another_step_waits_for_it_that_takes_nothing_away_then_that_waits()
    {
        Story story = new(Story.DefaultService with { Steps = [new(Dns, "dns", []), new(Code, "deploy", [Dns])] });
        story.Approved();
        Begin(story, Dns);
        Observe(story, Dns, new Observation.Running(40, "Resolvers may keep the old answer.") { IsSettling = true });

        Assert.DoesNotContain(story.Agenda, work => work is Work.Intend);
    }

    [Fact]
    public void Given_a_step_that_settles_when_it_is_given_up_then_nothing_more_is_waited_for_and_the_page_comes_down_at_once()
    {
        Story story = new Story().Approved();
        Do(story, On);
        Do(story, Code);
        Begin(story, Dns);
        Observe(story, Dns, new Observation.Running(10, "Route 53 passes it on."));
        Assert.NotNull(story.Send(new Abort(story.NextKey(), Story.Carol, "enough")).Refusal);

        Observe(story, Dns, new Observation.Running(40, "Resolvers may keep the old answer.") { IsSettling = true });
        Assert.Null(story.Send(new Abort(story.NextKey(), Story.Carol, "enough")).Refusal);
        Assert.Equal((BackoutPhase.Ending, false), (story.State.Phase, story.State.HasStepInFlight));
        Do(story, Off);
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal(BackoutPhase.RolledBackInPart, story.State.Outcome);
        Assert.Equal(ResidueKind.NotProved, Assert.Single(Residue.Of(story.State)).Kind);
    }

    [Fact]
    public void Given_a_step_that_settles_when_a_person_goes_on_without_it_then_its_change_is_known_to_be_made()
    {
        Story story = new Story().Approved();
        Do(story, On);
        Do(story, Code);
        Begin(story, Dns);
        Observe(story, Dns, new Observation.Running(40, "Resolvers may keep the old answer.") { IsSettling = true });
        story.Send(new Skip(story.NextKey(), Story.Bob, Dns, "the TTL is a day"));
        Do(story, Off);
        story.Validated();

        Assert.Equal(BackoutPhase.RolledBack, story.State.Outcome);
        Assert.Empty(Residue.Of(story.State));
    }

    [Fact]
    public void Given_a_step_at_work_when_a_person_goes_on_without_it_then_it_is_not_known_what_came_of_it()
    {
        Story story = new Story().Approved();
        Do(story, On);
        Do(story, Code);
        Begin(story, Dns);
        story.Send(new Skip(story.NextKey(), Story.Bob, Dns, "it takes too long"));
        Do(story, Off);
        story.Validated();

        Assert.Equal(BackoutPhase.RolledBackInPart, story.State.Outcome);
        Assert.Contains(Residue.Of(story.State), one => one.Kind is ResidueKind.HalfDone);
    }

    [Fact]
    public void Given_a_step_that_settles_when_the_time_is_estimated_then_the_page_is_not_counted_after_it()
    {
        PlanStep dns = Story.Step(Dns) with { Estimate = TimeSpan.FromMinutes(6), Settling = TimeSpan.FromMinutes(5) };
        Story story = new Story().Proposed(Story.Step(On, supporting: true), Story.Step(Code), dns, Story.Step(Off, supporting: true) with { Estimate = TimeSpan.FromMinutes(2) });

        Assert.Equal(TimeSpan.FromMinutes(1 + 6), story.State.Plan!.Estimate);
    }
}
