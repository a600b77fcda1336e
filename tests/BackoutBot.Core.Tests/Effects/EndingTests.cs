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
using BackoutBot.Core.Services;
using BackoutBot.Core.Steps;
using BackoutBot.Core.Tests.Backouts;
using Start = BackoutBot.Core.Backouts.Commands.Start;

namespace BackoutBot.Core.Tests.Effects;

/// <summary>No end leaves what nobody meant to last without taking it away, or naming it and asking for it.</summary>
public sealed class EndingTests
{
    private static readonly StepId On = new("maintenance-on");
    private static readonly StepId Code = new("code");
    private static readonly StepId Dns = new("dns");
    private static readonly StepId Off = new("maintenance-off");

    [Fact]
    public void Given_the_page_is_up_when_it_is_aborted_then_only_the_step_that_takes_it_away_runs_and_then_it_ends()
    {
        Story story = PageUp();
        story.Send(new Abort(story.NextKey(), Story.Carol, "it is the database"));
        Assert.Equal(BackoutPhase.Ending, story.State.Phase);
        Assert.Equal([new Work.Intend(Off, 1)], story.Agenda);

        story.RunSteps();

        Assert.Equal(BackoutPhase.Reviewing, story.State.Phase);
        Assert.Equal(BackoutPhase.StoodDown, story.State.Outcome);
        Assert.Empty(story.State.OpenBrackets);
        story.Send(new WritePostMortem(story.NextKey()));
        Assert.Contains("Everything was put back", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
        Assert.Equal("Taken away again. done", story.State.Steps[On].Note);
    }

    [Fact]
    public void Given_the_page_is_up_and_the_code_went_back_when_it_is_aborted_then_what_was_done_and_what_was_not_is_named()
    {
        Story story = PageUp();
        Do(story, Code);
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        story.RunSteps();
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal(BackoutPhase.Abandoned, story.State.Phase);
        Assert.Equal(
            [(ResidueKind.Lasting, "Take code back: done, and stays so"), (ResidueKind.NotReached, "Take dns back: not done")],
            Residue.Of(story.State).Select(one => (one.Kind, one.Text)));
        Assert.Contains(story.Said, said => said.Body is TextBody { Headline: "It has ended, and this stays:" });
        Assert.True(story.State.HasStandingResidue);
    }

    [Fact]
    public void Given_the_page_is_up_when_an_approver_leaves_it_open_then_nothing_runs_and_it_is_named_with_who_let_it_stand()
    {
        Story story = PageUp();
        Assert.Equal(RefusalCode.NotAnApprover, story.Send(new Leave(story.NextKey(), Story.Dave, "later")).Refusal?.Code);
        Assert.Equal(RefusalCode.ReasonMissing, story.Send(new Leave(story.NextKey(), Story.Carol, null)).Refusal?.Code);
        story.Send(new Leave(story.NextKey(), Story.Carol, "the database is being restored, until 06:00"));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal(BackoutPhase.Abandoned, story.State.Phase);
        Residue open = Assert.Single(Residue.Of(story.State), one => one.Kind is ResidueKind.Open);
        Assert.Contains("not seen to be gone; left by carol: the database is being restored", open.Text, StringComparison.Ordinal);
        Assert.Contains(open.Text, CardWriter.Write(story.State, story.Now).Cautions);
    }

    [Fact]
    public void Given_the_closing_step_fails_while_ending_then_it_waits_and_only_a_retry_or_a_person_who_leaves_it_lead_out()
    {
        Story story = PageUp();
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        story.Send(new IntendStep(story.NextKey(), Off));
        story.Send(new ReportStart(story.NextKey(), Off, 1, new StartOutcome.Failed("AccessDenied", "grant it")));

        Assert.Equal(BackoutPhase.Ending, story.State.Phase);
        Assert.Empty(story.Agenda);
        Card card = CardWriter.Write(story.State, story.Now);
        Assert.Equal("Ending, blocked", card.State);
        Assert.Equal([CardVerb.Retry, CardVerb.Leave, CardVerb.Note], card.Buttons.Select(button => button.Verb));
        foreach (PersonCommand refused in (PersonCommand[])[new Abort(story.NextKey(), Story.Carol, "again"), new Skip(story.NextKey(), Story.Carol, Off, "no"), new Replan(story.NextKey(), Story.Carol)])
        {
            Assert.NotNull(story.Send(refused).Refusal);
        }

        story.Send(new Retry(story.NextKey(), Story.Carol, null));
        Assert.Equal([new Work.Intend(Off, 2)], story.Agenda);
        story.RunSteps();
        Assert.Equal(BackoutPhase.StoodDown, story.State.Outcome);
    }

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
    public void Given_the_closing_step_is_skipped_when_no_step_is_left_then_it_is_blocked_until_the_page_is_taken_away_or_left()
    {
        Story story = PageUp();
        Do(story, Code);
        Do(story, Dns);
        story.Send(new IntendStep(story.NextKey(), Off));
        story.Send(new ReportStart(story.NextKey(), Off, 1, new StartOutcome.Failed("AccessDenied", "grant it")));
        story.Send(new Skip(story.NextKey(), Story.Carol, Off, "by hand"));

        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        Assert.StartsWith("No step is left to run, and this still stands:", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
        story.Pass(TimeSpan.FromHours(3)).Tick();
        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        story.Send(new Replan(story.NextKey(), Story.Bob));
        Propose(story, Code, Off);
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.RunSteps().Validated();
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
        Assert.Contains("By an earlier plan, approved by bob: Take maintenance-on back; Take code back", text, StringComparison.Ordinal);
        Assert.Contains("carol gave it up: enough.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("waiting:", text, StringComparison.Ordinal);
    }

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

    [Fact]
    public void Given_the_rollback_is_accepted_without_proof_then_it_is_rolled_back_in_part_and_says_what_was_not_proved()
    {
        Story story = new Story().Approved().RunSteps();
        story.Send(new ReportValidation(story.NextKey(), [Story.Check("12.1", CheckStatus.Fail)], story.LookedSince));
        story.Send(new Accept(story.NextKey(), Story.Carol, "known flake"));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal(BackoutPhase.RolledBackInPart, story.State.Phase);
        Assert.Equal("Not proved: accepted by carol: known flake. Item 12.1 is Fail.", Assert.Single(Residue.Of(story.State)).Text);
    }

    [Fact]
    public void Given_an_opening_step_whose_answer_was_lost_when_it_is_aborted_then_its_closing_step_runs_all_the_same()
    {
        Story story = new Story().Approved();
        story.Send(new IntendStep(story.NextKey(), On));
        story.Send(new ReportStart(story.NextKey(), On, 1, new StartOutcome.Uncertain("connection reset", "look at the listener")));
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));

        Assert.Equal([new Work.Intend(Off, 1)], story.Agenda);
    }

    [Fact]
    public void Given_two_brackets_one_in_the_other_when_it_is_aborted_then_they_close_in_reverse_order_one_after_the_other()
    {
        StepId freeze = new("freeze"), release = new("release");
        Story story = new(Story.DefaultService with
        {
            Steps =
            [
                new(freeze, "freeze", []),
                new(On, "maintenance-on", [freeze]),
                new(Code, "deploy", [On]),
                new(Off, "maintenance-off", [Code]) { Closes = On },
                new(release, "release", [Off]) { Closes = freeze },
            ],
        });
        story.Approved();
        Do(story, freeze);
        story.Pass(TimeSpan.FromSeconds(5));
        Do(story, On);
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));

        Assert.Equal([Off, release], story.State.Ending!.Steps.Select(step => step.Id));
        Assert.Equal([new Work.Intend(Off, 1)], story.Agenda);
        Do(story, Off);
        Assert.Equal([new Work.Intend(release, 1)], story.Agenda);
        Do(story, release);
        Assert.Equal(BackoutPhase.StoodDown, story.State.Outcome);
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
        story.RunSteps().Validated();
        Assert.Equal(BackoutPhase.RolledBackInPart, story.State.Phase);
        Assert.Equal("dns: left out of the plan. Access denied.", Assert.Single(Residue.Of(story.State)).Text);
    }

    [Fact]
    public void Given_steps_side_by_side_when_the_plan_is_estimated_then_the_longest_way_counts()
    {
        Story story = new Story().Proposed();

        Assert.Equal(TimeSpan.FromMinutes(3), story.State.Plan!.Estimate);
    }

    [Fact]
    public void Given_a_closing_step_that_can_not_be_seen_while_ending_then_a_person_can_leave_it_all_the_same()
    {
        Story story = PageUp();
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        story.Send(new IntendStep(story.NextKey(), Off));
        story.Send(new ReportStart(story.NextKey(), Off, 1, new StartOutcome.Started("h", "begun")));
        story.Send(new ReportObservation(story.NextKey(), Off, 1, new Observation.Unseen("AccessDenied")));

        Assert.Null(story.Send(new Leave(story.NextKey(), Story.Carol, "I look at it by hand")).Refusal);
        Assert.Equal(ResidueKind.Open, Residue.Of(story.State)[0].Kind);
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
    public void Given_a_page_that_stood_before_when_a_plan_that_takes_it_away_is_approved_then_it_is_this_backouts_own_to_take_away()
    {
        Story story = PageOfAnother();
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        Assert.Single(story.State.OpenBrackets);
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));

        Assert.Equal(BackoutPhase.Ending, story.State.Phase);
        story.RunSteps();
        Assert.Empty(story.State.OpenBrackets);
    }

    [Fact]
    public void Given_a_page_that_stood_before_when_the_plan_is_given_up_unapproved_then_it_is_said_that_it_still_stands()
    {
        Story story = PageOfAnother();
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Contains("Nothing was changed, and as before: new.", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_page_that_stood_before_when_its_closing_step_and_all_others_are_skipped_then_it_can_not_be_accepted_behind_it()
    {
        Story story = PageOfAnother();
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.Send(new Skip(story.NextKey(), Story.Carol, Off, "no"));
        story.Send(new Skip(story.NextKey(), Story.Carol, Code, "no"));

        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        Assert.NotNull(story.Send(new Accept(story.NextKey(), Story.Carol, "fine")).Refusal);
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
        Assert.Equal("We are still working on the problem with our service.", story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>().Last(made => made.Audience is AudienceKind.Clients).Headline);
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
    public void Given_an_ending_that_is_blocked_then_stakeholders_are_told_what_stands()
    {
        Story story = PageUp();
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        story.Send(new IntendStep(story.NextKey(), Off));
        story.Send(new ReportStart(story.NextKey(), Off, 1, new StartOutcome.Failed("AccessDenied", "grant it")));

        AnnouncementMade told = story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>().Last();
        Assert.Contains("can't be taken away", told.Headline, StringComparison.Ordinal);
        Assert.Contains(told.Lines, line => line.StartsWith("Old maintenance-on, since", StringComparison.Ordinal));
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

        Assert.False(left.State.KnowingOf([later.State]).HasStandingResidue);
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

    [Fact]
    public void Given_a_page_that_was_skipped_when_its_closing_step_ends_then_it_is_not_said_that_it_was_taken_away_again()
    {
        Story story = new Story().Approved();
        story.Send(new IntendStep(story.NextKey(), On));
        story.Send(new ReportStart(story.NextKey(), On, 1, new StartOutcome.Failed("AccessDenied", "grant it")));
        story.Send(new Skip(story.NextKey(), Story.Carol, On, "without a page"));
        story.RunSteps();

        Assert.DoesNotContain("Taken away again", story.State.Steps[On].Note, StringComparison.Ordinal);
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

    private static void PlanNothing(Story story) =>
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. story.Service.Steps.Select(step => new PlannedStep(step.Id, new PlanningOutcome.NotNeeded("It is as captured.")))]));

    /// <summary>A plan that takes away what no step of it put up.</summary>
    private static Story PageOfAnother()
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        Propose(story, Code, Off);
        return story;
    }

    private static Story PageUp()
    {
        Story story = new Story().Approved();
        Do(story, On);
        return story;
    }

    private static void Propose(Story story, params StepId[] steps) =>
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. steps.Select(id => new PlannedStep(id, new PlanningOutcome.Planned(Story.Step(id))))]));

    private static void Do(Story story, StepId step)
    {
        story.Send(new IntendStep(story.NextKey(), step));
        int attempt = story.State.Steps[step].Attempt;
        story.Send(new ReportStart(story.NextKey(), step, attempt, new StartOutcome.Started("handle", "begun")));
        story.Send(new ReportObservation(story.NextKey(), step, attempt, new Observation.Succeeded("done", [])));
        Assert.Equal(StepPhase.Succeeded, story.State.Steps[step].Phase);
    }
}
