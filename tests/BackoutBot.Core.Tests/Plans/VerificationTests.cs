using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Signals;
using BackoutBot.Core.Steps;
using BackoutBot.Core.Tests.Backouts;
using static BackoutBot.Core.Tests.Backouts.StorySteps;

namespace BackoutBot.Core.Tests.Plans;

/// <summary>What a step brought about is looked at again before customers get it, and before it is called proved.</summary>
public sealed class VerificationTests
{
    [Fact]
    public void Given_the_page_is_to_be_taken_away_then_the_steps_inside_are_looked_at_and_nothing_else_is()
    {
        Story story = Inside();

        Assert.Equal([Code, Dns], BackoutAgenda.VerifiedBefore(story.State, Off).Select(step => step.Id));
        Assert.Empty(BackoutAgenda.VerifiedBefore(story.State, Code));
        Assert.Equal([Code, Dns], BackoutAgenda.VerifiedAtTheEnd(story.State).Select(step => step.Id));
    }

    [Fact]
    public void Given_nobody_looked_when_the_page_is_to_be_taken_away_then_it_is_not_begun()
    {
        Story story = Inside();

        Decision decision = story.Send(new IntendStep(story.NextKey(), Off) { Verified = [new StepVerification(Code, null)] });

        Assert.Empty(decision.Events);
        Assert.Equal([new Work.Intend(Off, 1)], story.Agenda);
    }

    [Fact]
    public void Given_a_step_inside_is_not_so_any_more_then_the_page_stays_and_people_are_told_what_and_what_to_do()
    {
        Story story = Inside();
        story.Amiss[Dns] = "api.shop.example. is v2.4.0, and not v2.3.1.";

        story.Send(new IntendStep(story.NextKey(), Off));

        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        Assert.Equal([On], story.State.OpenBrackets.Select(effect => effect.Step.Id));
        Assert.Equal(0, story.State.Steps[Off].Attempt);
        Card card = CardWriter.Write(story.State, story.Now);
        Assert.Contains("dns: api.shop.example. is v2.4.0, and not v2.3.1.", card.Now, StringComparison.Ordinal);
        Assert.DoesNotContain("failed", card.Now, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_page_that_was_kept_for_that_when_it_is_tried_again_then_it_goes_only_where_all_is_as_it_was_left()
    {
        Story story = Inside();
        story.Amiss[Dns] = "api.shop.example. is v2.4.0, and not v2.3.1.";
        story.Send(new IntendStep(story.NextKey(), Off));

        Assert.Null(story.Send(new Retry(story.NextKey(), Story.Bob, Off)).Refusal);
        story.Send(new IntendStep(story.NextKey(), Off));
        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);

        story.Amiss.Clear();
        story.Send(new Retry(story.NextKey(), Story.Bob, Off));
        Assert.Equal(BackoutPhase.Validating, story.RunSteps().State.Phase);
    }

    [Fact]
    public void Given_a_page_that_was_kept_for_that_when_it_is_planned_again_then_the_new_plan_may_put_it_right()
    {
        Story story = Inside();
        story.Amiss[Dns] = "api.shop.example. is v2.4.0, and not v2.3.1.";
        story.Send(new IntendStep(story.NextKey(), Off));

        Assert.Null(story.Send(new Replan(story.NextKey(), Story.Bob)).Refusal);
        Assert.Equal(BackoutPhase.Planning, story.State.Phase);
    }

    [Fact]
    public void Given_a_page_that_was_kept_for_that_when_it_is_given_up_then_it_is_taken_away_whatever_customers_get()
    {
        Story story = Inside();
        story.Amiss[Dns] = "api.shop.example. is v2.4.0, and not v2.3.1.";
        story.Send(new IntendStep(story.NextKey(), Off));

        Assert.Null(story.Send(new Abort(story.NextKey(), Story.Bob, "forward instead")).Refusal);
        story.RunSteps();

        Assert.Empty(story.State.OpenBrackets);
    }

    [Fact]
    public void Given_what_a_step_did_was_changed_again_when_it_is_given_up_then_what_stays_says_so_until_it_is_seen_as_it_was_left()
    {
        Story story = Inside();
        story.Amiss[Dns] = "api.shop.example. is v2.4.0, and not v2.3.1.";
        story.Send(new IntendStep(story.NextKey(), Off));
        const string changed = "Take dns back: done, and not so any more. api.shop.example. is v2.4.0, and not v2.3.1.";

        Story abandoned = story;
        abandoned.Send(new Abort(story.NextKey(), Story.Bob, "forward instead"));
        abandoned.RunSteps().Send(new WritePostMortem(story.NextKey()));
        Assert.Contains(changed, Residue.Of(abandoned.State).Select(one => one.Text));

        Story mended = new Story().Approved().RunSteps();
        mended.Amiss[Dns] = "api.shop.example. is v2.4.0, and not v2.3.1.";
        mended.Validate();
        Assert.Contains(changed, Residue.Of(mended.State).Select(one => one.Text));
        Card card = CardWriter.Write(mended.State, mended.Now);
        Assert.Contains(card.Buttons, button => button.Verb is CardVerb.Replan);
        Advised.By(card.Waiting, "Or anybody: plan again, and the new plan says what it does about that.");
        mended.Amiss.Clear();
        mended.Validate();
        Assert.DoesNotContain(changed, Residue.Of(mended.State).Select(one => one.Text));
    }

    [Fact]
    public void Given_it_can_not_be_read_whether_a_step_inside_is_still_so_then_nobody_is_told_that_it_is_not()
    {
        Story story = Inside();
        StepVerification[] unread = [new(Code, null), new(Dns, "Route 53 did not answer.") { IsUnread = true }];

        story.Send(new IntendStep(story.NextKey(), Off) { Verified = unread });

        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        Assert.Contains("what can't be seen to be as the plan's steps left it. dns: Route 53 did not answer.", story.State.Steps[Off].Note, StringComparison.Ordinal);
        Assert.Contains("then retry", story.State.Steps[Off].Fix, StringComparison.Ordinal);
        Assert.Contains("Take dns back: done, and not known whether it is still so. Route 53 did not answer.", Residue.Of(story.State).Select(one => one.Text));
        Assert.Null(story.Send(new Retry(story.NextKey(), Story.Bob, Off)).Refusal);
        Assert.Equal(BackoutPhase.Validating, story.RunSteps().State.Phase);
    }

    [Fact]
    public void Given_a_step_inside_was_skipped_then_it_is_not_looked_at()
    {
        Story story = new Story().Approved();
        Do(story, On);
        Do(story, Code);
        story.Send(new IntendStep(story.NextKey(), Dns));
        story.Send(new ReportStart(story.NextKey(), Dns, 1, new StartOutcome.Failed("no", "none")));
        story.Send(new Skip(story.NextKey(), Story.Bob, Dns, "by hand"));

        Assert.Equal([Code], BackoutAgenda.VerifiedBefore(story.State, Off).Select(step => step.Id));
        story.RunSteps();
        Assert.Equal(StepPhase.Succeeded, story.State.Steps[Off].Phase);
    }

    [Fact]
    public void Given_all_checks_pass_and_what_a_step_did_is_changed_again_then_it_is_not_called_rolled_back()
    {
        Story story = new Story().Approved().RunSteps();
        story.Amiss[Dns] = "api.shop.example. is v2.4.0, and not v2.3.1.";

        story.Validated();

        Assert.Equal(BackoutPhase.Validating, story.State.Phase);
        Assert.Contains("dns: api.shop.example. is v2.4.0, and not v2.3.1.", story.State.WellnessNote, StringComparison.Ordinal);
        Assert.Null(story.State.WellSince);

        story.Pass(story.Service.Validation.Timeout).Tick();
        Assert.Equal(BackoutPhase.Unproven, story.State.Phase);
        story.Amiss.Clear();
        story.Send(new Retry(story.NextKey(), Story.Bob, null));
        story.Validated();
        Assert.Equal(BackoutPhase.RolledBack, story.State.Outcome);
    }

    [Fact]
    public void Given_it_is_changed_while_it_soaks_then_the_clock_begins_anew()
    {
        Story story = new Story().Approved().RunSteps();
        story.Send(new JoinSignal(story.NextKey(), Story.Alarm(SignalKind.AlarmCleared, "m-clear", story.Now)));
        story.Validate();
        Assert.NotNull(story.State.WellSince);

        story.Amiss[Code] = "prod runs v2.4.1, and not v2.3.1.";
        story.Pass(TimeSpan.FromMinutes(1));
        story.Validate();

        Assert.Null(story.State.WellSince);
    }

    private static Story Inside()
    {
        Story story = new Story().Approved();
        Do(story, On);
        Do(story, Code);
        Do(story, Dns);
        return story;
    }
}
