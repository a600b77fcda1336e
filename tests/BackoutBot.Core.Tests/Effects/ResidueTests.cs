using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using BackoutBot.Core.Tests.Advice;
using BackoutBot.Core.Tests.Backouts;
using static BackoutBot.Core.Tests.Backouts.StorySteps;
using Start = BackoutBot.Core.Backouts.Commands.Start;

namespace BackoutBot.Core.Tests.Effects;

/// <summary>Whatever stays when a backout ends is named and asked for.</summary>
public sealed class ResidueTests
{
    [Fact]
    public void Given_a_step_was_skipped_when_all_proves_well_then_it_is_rolled_back_in_part_and_the_step_is_named()
    {
        Story story = PageUp();
        story.Send(new IntendStep(story.NextKey(), Dns));
        story.Send(new ReportStart(story.NextKey(), Dns, 1, new StartOutcome.Failed("AccessDenied", "grant it")));
        story.Send(new Skip(story.NextKey(), Story.Carol, Dns, "by hand"));
        story.RunSteps().Validated();

        Assert.Equal(BackoutPhase.RolledBackInPart, story.State.Phase);
        Assert.Contains(Residue.Of(story.State), one => one is { Kind: ResidueKind.HalfDone } && one.Text.EndsWith("AccessDenied Skipped by carol: by hand", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, BackoutPhase.RolledBack)]
    [InlineData("Deployment d-1 is under way.", BackoutPhase.RolledBackInPart)]
    public void Given_a_step_was_skipped_while_it_was_at_work_when_its_target_is_seen_at_the_end_then_it_counts_as_done(string? amiss, BackoutPhase end)
    {
        Story story = PageUp();
        Begin(story, Code);
        story.Send(new Skip(story.NextKey(), Story.Carol, Code, "it hangs"));
        story.RunSteps();
        Assert.Equal([Code], BackoutAgenda.SkippedHalfDone(story.State).Select(step => step.Id));

        story.Send(new ReportValidation(story.NextKey(), [Story.Check("12.1", CheckStatus.Pass)], story.LookedSince) { Verified = [new StepVerification(Code, amiss)] });
        story.Validated();

        Assert.Equal(end, story.State.Phase);
        Assert.Equal(amiss is null ? 0 : 1, Residue.Of(story.State).Count);
        Assert.Equal(amiss is null, story.Said.Any(said => said.Body is TextBody { Headline: "«Take code back» was skipped, and is seen to be done now." }));
    }

    [Fact]
    public void Given_a_step_was_skipped_while_it_was_at_work_when_what_it_began_came_to_nothing_then_it_is_not_said_to_be_done()
    {
        Story story = PageUp();
        Begin(story, Code);
        story.Send(new Skip(story.NextKey(), Story.Carol, Code, "it hangs"));
        story.RunSteps();

        story.Send(new ReportValidation(story.NextKey(), [Story.Check("12.1", CheckStatus.Pass)], story.LookedSince) { Verified = [new StepVerification(Code, null) { CameToNothing = "Deployment d-1 is Succeeded: it ended before it could be stopped." }] });
        story.Validated();

        Assert.Equal(BackoutPhase.RolledBackInPart, story.State.Phase);
        Assert.Equal(ResidueKind.HalfDone, Assert.Single(Residue.Of(story.State)).Kind);
        Assert.DoesNotContain(story.Said, said => said.Body is TextBody { Headline: "«Take code back» was skipped, and is seen to be done now." });
    }

    [Fact]
    public void Given_the_rollback_is_accepted_without_proof_then_it_is_rolled_back_in_part_and_says_what_was_not_proved()
    {
        Story story = new Story().Approved().RunSteps();
        story.Send(new ReportValidation(story.NextKey(), [Story.Check("12.1", CheckStatus.Fail)], story.LookedSince));
        story.Send(new Accept(story.NextKey(), Story.Carol, "known flake"));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal(BackoutPhase.RolledBackInPart, story.State.Phase);
        Assert.Equal("Not proved: accepted by carol: known flake. Item 12.1 is Fail.", Residue.Of(story.State)[^1].Text);
    }

    [Fact]
    public void Given_a_backout_that_left_something_when_an_approver_takes_it_over_then_it_is_not_asked_for_any_more()
    {
        Story story = PageUp();
        story.Send(new Leave(story.NextKey(), Story.Carol, "until 06:00"));
        story.Send(new WritePostMortem(story.NextKey()));
        Assert.Equal(RefusalCode.NotAnApprover, story.Send(new TakeOver(story.NextKey(), Story.Dave, "gone")).Refusal?.Code);
        Assert.Equal(RefusalCode.ReasonMissing, story.Send(new TakeOver(story.NextKey(), Story.Bob, " ")).Refusal?.Code);
        story.Send(new TakeOver(story.NextKey(), Story.Bob, "I removed the rules at 05:40"));

        Assert.False(story.State.HasStandingResidue);
        Assert.Contains("bob answers for what stays: I removed the rules at 05:40", CardWriter.Write(story.State, story.Now).Cautions);
        Assert.Equal(RefusalCode.WrongPhase, story.Send(new TakeOver(story.NextKey(), Story.Carol, "me too")).Refusal?.Code);
    }

    [Fact]
    public void Given_a_plan_that_leaves_a_step_out_when_it_is_proposed_then_the_headline_says_so_and_the_end_is_in_part()
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new(Code, new PlanningOutcome.Planned(Story.Step(Code))), new(Dns, new PlanningOutcome.Impossible("Access denied.", "Grant it."))]));

        Assert.StartsWith("PARTIAL: 1 of 2 steps left out, dns.", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
        Assert.Contains(story.Said, said => said.Body is TextBody { Headline: var text } && text.StartsWith("PARTIAL, 1 of 2 steps left out", StringComparison.Ordinal));
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.RunSteps();
        Assert.Contains(story.Said, said => said.Body is TextBody { Headline: "All steps are done, of a plan that is PARTIAL: 1 of 2 steps left out, dns. Watching whether it works." });
        Assert.Contains(story.Said, said => said.Body is TextBody { Headline: "checkout-api: all steps are done, of a plan that is PARTIAL: 1 of 2 steps left out, dns; watching whether it works." });
        Assert.Equal(new CardProgress(50, "1 of 2 steps"), CardWriter.Write(story.State, story.Now).Progress);
        story.Validated();
        Assert.Equal(BackoutPhase.RolledBackInPart, story.State.Phase);
        Assert.Equal("dns: left out of the plan. Access denied.", Assert.Single(Residue.Of(story.State)).Text);
    }

    [Fact]
    public void Given_nothing_was_taken_back_when_it_is_accepted_then_it_is_abandoned_and_clients_are_not_told_that_it_was_taken_back()
    {
        Story story = new Story().Proposed(Story.Step(Code));
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.Send(new IntendStep(story.NextKey(), Code));
        story.Send(new ReportStart(story.NextKey(), Code, 1, new StartOutcome.Failed("AccessDenied", "grant it")));
        story.Send(new Skip(story.NextKey(), Story.Carol, Code, "no"));
        story.Send(new Accept(story.NextKey(), Story.Carol, "it got well by itself"));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal(BackoutPhase.Abandoned, story.State.Phase);
        Assert.Equal("We can't say yet that the problem with our service is solved.", story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>().Last(made => made.Audience is AudienceKind.Clients).Headline);
    }

    [Fact]
    public void Given_every_step_was_done_when_it_is_given_up_before_the_proof_then_only_the_proof_is_missing()
    {
        Story story = PageUp();
        Do(story, Code);
        Do(story, Dns);
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        story.RunSteps();

        Assert.Equal(BackoutPhase.RolledBackInPart, story.State.Outcome);
        Assert.Equal("Not proved: carol gave it up before: enough", Assert.Single(Residue.Of(story.State)).Text);
    }

    [Fact]
    public void Given_a_page_that_was_left_when_a_later_backout_took_it_away_then_the_earlier_one_does_not_ask_for_it_any_more()
    {
        Story left = PageUp();
        left.Send(new Leave(left.NextKey(), Story.Carol, "until 06:00"));
        left.Send(new WritePostMortem(left.NextKey()));
        Story later = PageOfAnother();
        later.Send(new Approve(later.NextKey(), Story.Bob, later.State.Plan!.Hash));
        Assert.Contains(Residue.Of(left.State.KnowingOf([later.State])), one => one.Kind is ResidueKind.Open);
        later.Send(new Abort(later.NextKey(), Story.Carol, "enough"));
        later.RunSteps();

        // It was given up then, so what the first did not reach is not reached yet.
        Assert.Equal(["Take code back: not done", "Take dns back: not done"], Residue.Of(left.State.KnowingOf([later.State])).Select(one => one.Text));
    }

    [Fact]
    public void Given_a_step_that_was_not_reached_when_a_later_backout_did_it_or_did_not_need_it_then_it_is_not_asked_for_any_more()
    {
        Story left = LeftBehindDns();
        Assert.Equal(["Take dns back: not seen to be done. AccessDenied Skipped by carol: by hand"], Residue.Of(left.State).Select(one => one.Text));

        foreach (StepId[] planned in (StepId[][])[[Code, Dns], [Code]])
        {
            Assert.False(left.State.KnowingOf([Later([], planned).RunSteps().Validated().State]).HasStandingResidue);
        }
    }

    [Fact]
    public void Given_a_step_that_was_not_reached_when_a_later_backout_stood_down_or_took_it_for_moved_by_others_then_it_is_still_asked_for()
    {
        Story left = LeftBehindDns();
        Story stoodDown = Later([], Code, Dns);
        stoodDown.Send(new Abort(stoodDown.NextKey(), Story.Carol, "not now"));
        stoodDown.Send(new WritePostMortem(stoodDown.NextKey()));
        Assert.Equal(BackoutPhase.StoodDown, stoodDown.State.Outcome);
        Story moved = Later([new MovedResource("dns", "shop.example A", "lb-2", Story.Begin, "shop.example A is lb-3")], Code).RunSteps().Validated();

        Assert.All([stoodDown, moved], later => Assert.Contains(Residue.Of(left.State.KnowingOf([later.State])), one => one.Text.StartsWith("Take dns back: not seen to be done", StringComparison.Ordinal)));
    }

    [Fact]
    public void Given_what_somebody_moved_and_the_plan_left_as_it_is_when_all_else_is_proved_then_the_end_is_in_part_and_says_so_until_a_later_one_measures_it()
    {
        Story left = Later([new MovedResource("dns", "shop.example A", "shop.example A → lb-2", Story.Begin, "shop.example A → lb-3")], Code).RunSteps().Validated();

        Assert.Equal(BackoutPhase.RolledBackInPart, left.State.Phase);
        string text = Assert.Single(Residue.Of(left.State), one => one.Kind is ResidueKind.LeftToOthers).Text;
        Assert.StartsWith("Left as it is, since somebody changed it: shop.example A → lb-3; it was shop.example A → lb-2 at ", text, StringComparison.Ordinal);
        Assert.Contains(CardWriter.Write(left.State, left.Now).Cautions, caution => caution.Contains(text, StringComparison.Ordinal));
        Assert.Contains(left.Said, said => said.Body is TextBody { Headline: "It has ended, and this stays:" } ended && ended.Lines.Contains(text));
        Assert.False(left.State.KnowingOf([Later([], Code, Dns).RunSteps().Validated().State]).HasStandingResidue);
    }

    [Fact]
    public void Given_what_a_later_backout_settled_then_the_ended_card_says_by_which_and_names_it_no_more()
    {
        Story left = LeftBehindDns();
        left.Send(new ReportSettled(left.NextKey(), new Settled(new("checkout-api-2"), Story.Begin)));
        left.Send(new ReportSettled(left.NextKey(), new Settled(new("checkout-api-3"), Story.Begin)));

        Assert.False(left.State.HasStandingResidue);
        Card card = CardWriter.Write(left.State, left.Now);
        Assert.Equal(["What it left is settled by checkout-api-2, which ended at 2026-11-24 03:12 UTC. What that was is in the post-mortem."], card.Cautions);
        Assert.DoesNotContain("below", card.Now, StringComparison.Ordinal);
        Assert.Single(left.Said, said => said.Body is TextBody { Headline: "What this left is settled by checkout-api-2, which ended at 2026-11-24 03:12 UTC." });
    }

    [Fact]
    public void Given_a_backout_of_which_nobody_has_to_answer_for_anything_when_somebody_wants_to_then_the_refusal_names_the_one_reason()
    {
        Story open = PageUp();
        Story taken = LeftBehindDns();
        taken.Does(Story.Carol, "takeover checkout-api-1 the old balancer is gone");
        Story settled = LeftBehindDns();
        settled.Send(new ReportSettled(settled.NextKey(), new Settled(new("checkout-api-2"), Story.Begin)));
        Story whole = new Story().Approved().RunSteps().Validated();

        foreach ((Story story, string why) in ((Story, string)[])
        [
            (open, "The backout goes on: what it leaves is known when it ends."),
            (taken, "carol answers already for what checkout-api-1 left: the old balancer is gone"),
            (settled, "What checkout-api-1 left is settled by checkout-api-2, which ended at 2026-11-24 03:12 UTC: nobody has to answer for it any more."),
            (whole, "checkout-api-1 left nothing that somebody would have to take over."),
        ])
        {
            Assert.Equal(why, story.Refused(Story.Bob, "takeover checkout-api-1 I do it", inThread: false));
            Assert.Equal(why, story.Refused(Story.Bob, "takeover I do it"));
        }
    }

    [Fact]
    public void Given_alarms_that_are_raised_when_it_is_given_up_then_the_thread_names_them_and_how_to_go_back_all_the_same()
    {
        Story story = new Story().Proposed();
        story.Send(new Deny(story.NextKey(), Story.Bob, null, "we fix forward"));
        story.Send(new WritePostMortem(story.NextKey()));

        string said = Assert.Single(story.Said.Select(one => one.Body).OfType<TextBody>(), body => body.Headline.StartsWith("As far as is known at the end", StringComparison.Ordinal)).Headline;
        Assert.Equal("As far as is known at the end, still bad: checkout-5xx. Nothing is proposed before it goes bad anew. To go back all the same: start checkout-api", said);
        Scenes.Begins($"start {Advised.By(said, "To go back all the same: start *")[0]}");
    }

    [Fact]
    public void Given_a_step_that_is_skipped_while_it_is_at_work_then_the_card_says_what_was_last_seen_of_it()
    {
        Story story = PageUp();
        Begin(story, Dns);
        Observe(story, Dns, new Observation.Running(80, "Change C1 is done; caches keep the old answer for 60 s") { IsSettling = true });
        story.Send(new Skip(story.NextKey(), Story.Carol, Dns, "no wait"));

        Assert.Equal("skipped by carol: no wait (last seen of it: Change C1 is done; caches keep the old answer for 60 s)", CardWriter.Write(story.State, story.Now).Steps.Single(step => step.Id == Dns).Note);
    }

    /// <summary>An ended backout that skipped the records.</summary>
    private static Story LeftBehindDns()
    {
        Story story = Later([], Code, Dns);
        Do(story, Code);
        story.Send(new IntendStep(story.NextKey(), Dns));
        story.Send(new ReportStart(story.NextKey(), Dns, 1, new StartOutcome.Failed("AccessDenied", "grant it")));
        story.Send(new Skip(story.NextKey(), Story.Carol, Dns, "by hand"));
        return story.RunSteps().Validated();
    }

    private static Story Later(IReadOnlyList<MovedResource> moved, params StepId[] steps)
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. steps.Select(id => new PlannedStep(id, new PlanningOutcome.Planned(Story.Step(id))))]) { Moved = moved });
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        return story;
    }

    [Fact]
    public void Given_a_closing_step_that_may_have_done_its_work_when_it_is_skipped_and_left_then_it_is_not_said_that_the_page_stands()
    {
        Story skipped = PageUp();
        Do(skipped, Code);
        Do(skipped, Dns);
        skipped.Send(new IntendStep(skipped.NextKey(), Off));
        skipped.Send(new ReportStart(skipped.NextKey(), Off, 1, new StartOutcome.Started("handle", "begun")));
        skipped.Send(new Skip(skipped.NextKey(), Story.Carol, Off, "I look myself"));
        skipped.Send(new Leave(skipped.NextKey(), Story.Carol, "I look myself"));

        Story lost = PageUp();
        lost.Send(new Abort(lost.NextKey(), Story.Carol, "enough"));
        lost.Send(new IntendStep(lost.NextKey(), Off));
        lost.Send(new ReportStart(lost.NextKey(), Off, 1, new StartOutcome.Uncertain("connection reset", "look at the listener")));
        lost.Send(new Leave(lost.NextKey(), Story.Carol, "I look myself"));

        Assert.All([skipped, lost], story => Assert.StartsWith("Not known whether this is so", Assert.Single(Residue.Of(story.State), one => one.Kind is ResidueKind.Open).Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Given_a_closing_step_at_work_when_an_approver_lets_it_stand_then_it_is_not_known_whether_the_page_does()
    {
        Story story = PageUp();
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        Begin(story, Off);
        Assert.Null(story.Send(new Leave(story.NextKey(), Story.Carol, "I look myself")).Refusal);
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.StartsWith("Not known whether this is so", Assert.Single(Residue.Of(story.State), one => one.Kind is ResidueKind.Open).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_what_is_left_open_then_it_is_said_that_taking_it_over_takes_nothing_away_and_what_does()
    {
        Story story = PageUp();
        story.Send(new Leave(story.NextKey(), Story.Carol, "the database is being restored"));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.DoesNotContain("takes over", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
        TextBody said = Assert.Single(story.Said.Select(one => one.Body).OfType<TextBody>(), body => body.Headline == "It has ended, and this stays:");
        Assert.Equal(
            ["To have what stands taken away, have a plan made that does it: start checkout-api", "Whoever answers for what stays says: takeover checkout-api-1 <what becomes of it>. That takes nothing away."],
            said.Lines.TakeLast(2));
    }

    [Fact]
    public void Given_a_step_that_was_skipped_while_it_was_at_work_when_it_is_given_up_then_what_was_last_seen_of_it_is_named()
    {
        Story story = PageUp();
        story.Send(new IntendStep(story.NextKey(), Code));
        story.Send(new ReportStart(story.NextKey(), Code, 1, new StartOutcome.Started("d-J7", "Deployment d-J7 was made")));
        story.Send(new ReportObservation(story.NextKey(), Code, 1, new Observation.Running(50, "Deployment d-J7: 4 of 8 instances")));
        story.Send(new Skip(story.NextKey(), Story.Carol, Code, "it hangs"));
        story.Send(new Leave(story.NextKey(), Story.Carol, "we look"));

        Assert.Contains(Residue.Of(story.State), one => one is { Kind: ResidueKind.HalfDone } && one.Text.EndsWith("Still at work when last seen: Deployment d-J7: 4 of 8 instances. Skipped by carol: it hangs", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_a_step_that_was_skipped_while_it_was_at_work_when_this_backout_stops_it_then_what_stays_is_what_the_stop_saw()
    {
        const string Seen = "stopped by stop-now at 03:20:00 UTC. Deployment d-J7 is Stopped: it brings v2.3.1 to no more instances. 4 of 8 instances have it.";
        Story story = StoppedOnItsWay(story => story.State.Effects.Single(effect => effect.Step.Id == Code).Key);
        Propose(story, Code, Off);
        story.Send(new Leave(story.NextKey(), Story.Carol, "we look"));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Contains(new Residue(ResidueKind.HalfDone, $"Take code back: {Seen}"), Residue.Of(story.State));
        Assert.Contains($"| skipped, by an earlier plan, approved by bob: {Seen} |", story.Journal.Select(entry => entry.Event).OfType<PostMortemWritten>().Single().Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_step_that_was_skipped_while_it_was_at_work_when_this_backout_stops_what_somebody_else_deployed_then_it_is_not_said_to_be_stopped()
    {
        Story story = StoppedOnItsWay(_ => null);

        Assert.EndsWith("Skipped by carol: it hangs", story.State.Effects.Single(effect => effect.Step.Id == Code).Note, StringComparison.Ordinal);
    }

    /// <summary>A step that was skipped while it was at work, and a stop of a deployment of that attempt, or of nobody's.</summary>
    private static Story StoppedOnItsWay(Func<Story, Core.Ids.IdempotencyKey?> stops)
    {
        Story story = PageUp();
        Begin(story, Code);
        Observe(story, Code, new Observation.Running(50, "Deployment d-J7: 4 of 8 instances"));
        story.Pass(TimeSpan.FromMinutes(8)).Send(new Pause(story.NextKey(), Story.Carol));
        story.Send(new Skip(story.NextKey(), Story.Carol, Code, "it hangs"));
        story.Send(new Stop(story.NextKey(), Story.Alice, null, Story.Deploying));
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        StepId stop = Story.StopStep.Id;
        story.Send(new IntendStep(story.NextKey(), stop) { Basis = [new StepBasis(stop, Story.StopStep.Basis!)] });
        story.Send(new ReportStart(story.NextKey(), stop, 1, new StartOutcome.Started("handle", "begun")));
        Observe(story, stop, new Observation.Succeeded("Deployment d-J7 is Stopped: it brings v2.3.1 to no more instances. 4 of 8 instances have it.", []) { Stopped = stops(story) });
        return story;
    }

    [Fact]
    public void Given_a_backout_whose_steps_nobody_saw_to_be_done_when_all_of_it_is_to_be_undone_then_it_is_not_said_that_nothing_was_changed()
    {
        Story story = PageUp();
        story.Send(new Leave(story.NextKey(), Story.Carol, "until the morning"));
        story.Send(new WritePostMortem(story.NextKey()));
        var next = new Story(story.Service);

        Refusal refusal = next.Send(new Start(next.NextKey(), Story.Alice, null) { Undoes = Undoing.All(story.State, Story.Alice, null) }).Refusal!;

        Assert.StartsWith("Nothing that checkout-api-1 did was seen to be done and to last", refusal.Explanation, StringComparison.Ordinal);
        Assert.Contains("not seen to be gone", refusal.Explanation, StringComparison.Ordinal);
    }
}
