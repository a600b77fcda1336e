using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Services;
using BackoutBot.Core.Tests.Backouts;
using static BackoutBot.Core.Tests.Backouts.StorySteps;

namespace BackoutBot.Core.Tests.Effects;

/// <summary>What an earlier plan of a backout did belongs to the backout: no later plan forgets it.</summary>
public sealed class LaterPlanTests
{
    [Fact]
    public void Given_the_page_is_up_when_a_later_plan_is_denied_then_nothing_ends_and_nothing_runs_and_an_abort_still_takes_the_page_away()
    {
        Story story = PageUp();
        story.Send(new Pause(story.NextKey(), Story.Bob));
        story.Send(new Replan(story.NextKey(), Story.Bob));
        Propose(story, Dns);
        story.Send(new Deny(story.NextKey(), Story.Carol, null, "not the DNS"));

        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        Assert.Empty(story.Agenda);
        Assert.Contains("carol denied the new plan: not the DNS.", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
        story.Send(new Abort(story.NextKey(), Story.Carol, "by hand"));
        Assert.Equal([new Work.Intend(Off, 1)], story.Agenda);
        Assert.Equal([Story.Bob], story.State.Ending!.Approvers);
        story.RunSteps();
        Assert.Empty(story.State.OpenBrackets);
    }

    [Fact]
    public void Given_the_page_is_up_when_nobody_approves_a_later_plan_in_time_then_it_is_blocked_and_the_team_is_told_so()
    {
        Story story = PageUp();
        story.Send(new Pause(story.NextKey(), Story.Bob));
        story.Send(new Replan(story.NextKey(), Story.Bob));
        Propose(story, Dns, Off);
        story.Pass(TimeSpan.FromMinutes(15)).Tick();

        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        Assert.StartsWith("Nobody approved the new plan in time.", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
        Assert.Contains(story.Said, said => said.Body is TextBody { Headline: var text } && text.Contains("What was done before stays as it is", StringComparison.Ordinal));
        story.Send(new Replan(story.NextKey(), Story.Bob));
        Assert.Equal(BackoutPhase.Planning, story.State.Phase);
    }

    [Fact]
    public void Given_the_page_was_put_up_by_an_earlier_plan_when_a_later_one_takes_it_away_then_nothing_stands_open()
    {
        Story story = PageUp();
        story.Send(new Pause(story.NextKey(), Story.Bob));
        story.Send(new Replan(story.NextKey(), Story.Bob));
        Propose(story, Code, Off);
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        Assert.Single(story.State.OpenBrackets);
        story.RunSteps();

        Assert.Empty(story.State.OpenBrackets);
        story.Validated();
        Assert.Equal(BackoutPhase.RolledBack, story.State.Phase);
    }

    [Fact]
    public void Given_a_journal_of_before_there_were_brackets_when_it_is_planned_again_and_given_up_then_the_page_is_taken_away_by_the_plan_file()
    {
        ServiceDefinition now = Story.DefaultService;
        Story story = new(now with { Steps = [.. now.Steps.Select(step => step with { Closes = null })] });
        story.Approved();
        Do(story, On);
        story.Service = now;
        story.Send(new Pause(story.NextKey(), Story.Bob));
        story.Send(new Replan(story.NextKey(), Story.Bob));
        Propose(story, Code, Off);
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));

        Assert.Equal(BackoutPhase.Ending, story.State.Phase);
        Assert.Equal([Story.Bob], story.State.Ending!.Approvers);
        story.RunSteps();
        Assert.Equal(BackoutPhase.StoodDown, story.State.Outcome);
    }

    [Fact]
    public void Given_a_later_plan_that_was_not_approved_when_it_is_given_up_then_the_post_mortem_says_what_was_done_and_who_approved_that()
    {
        Story story = PageUp();
        Do(story, Code);
        story.Send(new Pause(story.NextKey(), Story.Bob));
        story.Send(new Replan(story.NextKey(), Story.Bob));
        Propose(story, Code, Off);
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        story.RunSteps();
        story.Send(new WritePostMortem(story.NextKey()));

        string text = story.Journal.Select(entry => entry.Event).OfType<PostMortemWritten>().Single().Markdown;
        Assert.Equal(2, text.Split('\n').Count(line => (line.Contains("Take maintenance-on back", StringComparison.Ordinal) || line.Contains("Take code back", StringComparison.Ordinal)) && line.Contains("by an earlier plan, approved by bob", StringComparison.Ordinal)));
        Assert.Contains("carol: abort: enough", text, StringComparison.Ordinal);
        Assert.DoesNotContain("waiting:", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_step_that_may_have_been_done_by_an_earlier_plan_when_a_later_one_is_given_up_then_it_is_named()
    {
        Story story = new Story().Proposed(Story.Step(Code), Story.Step(Dns));
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.Send(new IntendStep(story.NextKey(), Code));
        story.Send(new ReportStart(story.NextKey(), Code, 1, new StartOutcome.Uncertain("lost", "look")));
        story.Send(new Replan(story.NextKey(), Story.Bob));
        Propose(story, Dns);
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));

        Assert.Equal(BackoutPhase.Abandoned, story.State.Outcome);
        Assert.Contains(Residue.Of(story.State), one => one is { Kind: ResidueKind.HalfDone } && one.Text.StartsWith("Take code back", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_a_step_that_an_earlier_plan_did_when_a_later_plan_skips_it_then_it_is_not_rolled_back_wholly()
    {
        Story story = new Story().Proposed(Story.Step(Code));
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.RunSteps();
        story.Send(new Replan(story.NextKey(), Story.Bob));
        Propose(story, Code, Dns);
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.Send(new Skip(story.NextKey(), Story.Carol, Code, "by hand"));
        story.RunSteps().Validated();

        Assert.Equal(BackoutPhase.RolledBackInPart, story.State.Phase);
        Assert.Contains("Take code back: not done, skipped by carol: by hand", Residue.Of(story.State).Select(one => one.Text));
    }

    [Fact]
    public void Given_an_earlier_plan_did_everything_when_it_is_planned_again_then_it_remains_to_be_proved()
    {
        Story story = PageUp();
        Do(story, Code);
        Do(story, Dns);
        story.Send(new IntendStep(story.NextKey(), Off));
        story.Send(new Pause(story.NextKey(), Story.Bob));
        story.Send(new ReportStart(story.NextKey(), Off, 1, new StartOutcome.Started("handle", "begun")));
        story.Send(new ReportObservation(story.NextKey(), Off, 1, new Observation.Succeeded("gone", [])));
        story.Send(new Replan(story.NextKey(), Story.Bob));
        PlanNothing(story);

        Assert.Equal(BackoutPhase.Validating, story.State.Phase);
        story.Validated();
        Assert.Equal(BackoutPhase.RolledBack, story.State.Phase);
        Assert.Empty(Residue.Of(story.State));
    }

    [Fact]
    public void Given_an_earlier_plan_took_nothing_back_when_nothing_is_left_to_be_planned_then_there_is_no_plan()
    {
        Story story = PageUp();
        story.Send(new Pause(story.NextKey(), Story.Bob));
        story.Send(new Replan(story.NextKey(), Story.Bob));
        PlanNothing(story);

        Assert.Equal(BackoutPhase.Unplannable, story.State.Phase);
    }

    [Fact]
    public void Given_a_step_of_an_earlier_plan_that_may_have_been_done_and_is_not_needed_any_more_when_it_is_accepted_without_proof_then_it_is_named()
    {
        Story story = new Story().Proposed(Story.Step(Code), Story.Step(Dns));
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.Send(new IntendStep(story.NextKey(), Code));
        story.Send(new ReportStart(story.NextKey(), Code, 1, new StartOutcome.Uncertain("lost", "look")));
        story.Send(new Replan(story.NextKey(), Story.Bob));
        Propose(story, Dns);
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.Send(new Skip(story.NextKey(), Story.Bob, Dns, "we do without"));
        story.Send(new Accept(story.NextKey(), Story.Bob, "good enough"));

        Assert.Equal(BackoutPhase.Abandoned, story.State.Outcome);
        Assert.Contains(Residue.Of(story.State), one => one is { Kind: ResidueKind.HalfDone } && one.Text.StartsWith("Take code back", StringComparison.Ordinal));
    }
}
