using BackoutBot.Core.Actions;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Signals;
using Start = BackoutBot.Core.Backouts.Commands.Start;

namespace BackoutBot.Core.Tests.Backouts;

public sealed class ApprovalTests
{
    [Fact]
    public void Given_an_approval_that_comes_too_late_then_the_person_is_told_so_and_how_to_begin_again()
    {
        Story story = new Story().Proposed();
        PlanHash plan = story.State.Plan!.Hash;
        story.Pass(TimeSpan.FromMinutes(15)).Tick();
        story.Send(new WritePostMortem(story.NextKey()));

        Refusal? refusal = story.Send(new Approve(story.NextKey(), Story.Bob, plan)).Refusal;

        Assert.Equal(RefusalCode.Expired, refusal?.Code);
        Assert.EndsWith("begin again: start checkout-api", refusal?.Explanation, StringComparison.Ordinal);
        Assert.Equal("Stood down", CardWriter.Write(story.State, story.Now).State);
        Assert.Equal("Nobody approved the plan in time. Nothing was changed. Is it still needed? Then say: start checkout-api", CardWriter.Write(story.State, story.Now).Now);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    public void Given_an_approval_that_names_no_plan_or_too_little_of_it_then_it_is_said_what_to_type_and_that_counts(string typed)
    {
        Story story = new Story().Proposed();

        Refusal refusal = story.Send(new Approve(story.NextKey(), Story.Bob, new PlanHash(typed))).Refusal!;

        Assert.Equal(RefusalCode.StalePlan, refusal.Code);
        Advised.By(refusal.Explanation, "Name the plan that you have read, by * signs of its hash at least.");
        story.Send(new Approve(story.NextKey(), Story.Bob, new PlanHash(Advised.By(refusal.Explanation, "The one up for approval is *: approve *")[1])));
        Assert.Equal(BackoutPhase.Running, story.State.Phase);
    }

    [Fact]
    public void Given_an_alarm_that_was_raised_before_anybody_asked_when_it_is_planned_then_the_plan_names_it_and_else_not()
    {
        Story unheard = new();
        unheard.Send(new Start(unheard.NextKey(), Story.Alice, "customers call"));
        unheard.Send(new ReportRestorePoint(unheard.NextKey(), new RestorePoint(unheard.Now, [], ["none"]), "none to go back to"));
        Story heard = new Story().Broken();
        heard.Send(new Start(heard.NextKey(), Story.Alice, "5xx"));
        foreach (Story story in (Story[])[unheard, heard])
        {
            story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(StorySteps.Code, new PlanningOutcome.Planned(Story.Step(StorySteps.Code)))])
            {
                Raised = [new RaisedAlarm(Story.Alarm5xx, "checkout-5xx", Story.Begin.AddHours(-1))],
            });
        }

        const string Named = "When this was planned, raised and not heard to go off since this backout began: checkout-5xx (since 2026-11-24 02:12 UTC).";
        Assert.Contains(Named, unheard.State.Plan!.Remarks);
        Assert.DoesNotContain(Named, heard.State.Plan!.Remarks);
    }

    [Fact]
    public void Given_an_alarm_that_was_only_read_to_be_raised_then_announcements_card_end_and_post_mortem_know_of_it_until_it_is_heard_to_have_cleared()
    {
        Story story = new();
        story.Send(new Start(story.NextKey(), Story.Alice, "customers call"));
        story.Send(new ReportRestorePoint(story.NextKey(), new RestorePoint(story.Now, [], ["none"]), "none to go back to"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(StorySteps.Code, new PlanningOutcome.Planned(Story.Step(StorySteps.Code)))])
        {
            Raised = [new RaisedAlarm(Story.Alarm5xx, "checkout-5xx", Story.Begin.AddHours(-1))],
        });
        Assert.Contains(CardWriter.Write(story.State, story.Now).Facts, fact => fact == new CardFact("Alarm", "checkout-5xx (read at 03:12 UTC, not heard)"));

        story.Send(new Deny(story.NextKey(), Story.Bob, null, "we fix forward"));
        story.Send(new WritePostMortem(story.NextKey()));
        Assert.StartsWith("As far as is known at the end, still bad: checkout-5xx (as read at 03:12 UTC).", EndWords.StillBad(story.State), StringComparison.Ordinal);
        Assert.Contains("Already raised, and not heard to go off: checkout-5xx \\(since 2026-11-24 02:12 UTC\\)", Assert.Single(story.Journal.Select(entry => entry.Event).OfType<PostMortemWritten>()).Markdown, StringComparison.Ordinal);

        BackoutState cleared = story.State.Apply(new SignalJoined(Story.Alarm(SignalKind.AlarmCleared, "m-2", story.Now.AddMinutes(1))), story.Now.AddMinutes(1), story.NextKey());
        Assert.Null(EndWords.StillBad(cleared));
    }

    [Fact]
    public void Given_no_plan_can_be_made_when_what_runs_was_read_then_that_is_what_it_goes_back_from_and_not_what_was_heard_of_last()
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(StorySteps.Code, new PlanningOutcome.Impossible("The bundle is gone.", "Upload it again."))])
        {
            Leaving = Release.Of([new ReleaseComponent("prod", "sha-241", "v2.4.1")]),
        });

        Assert.Equal((BackoutPhase.Unplannable, "v2.4.1"), (story.State.Phase, FromTo.From(story.State)));
    }

    [Fact]
    public void Given_the_requester_when_they_approve_their_own_backout_then_it_is_refused_and_nothing_runs()
    {
        Story story = new Story().Proposed();

        Decision decision = story.Send(new Approve(story.NextKey(), Story.Alice, story.State.Plan!.Hash));

        Assert.Equal(RefusalCode.RequesterCannotApprove, decision.Refusal?.Code);
        Assert.Empty(story.State.Approvals);
        Assert.Equal(BackoutPhase.AwaitingApproval, story.State.Phase);
        Assert.Contains(story.Said, message => message.OnlyFor == Story.Alice);
    }

    [Fact]
    public void Given_an_approver_who_chose_where_it_goes_back_to_then_neither_they_nor_the_requester_can_approve_it()
    {
        Story story = new Story().Proposed();
        var target = new PointTarget("r", Story.Begin, "v2.3.0");
        story.Send(new Start(story.NextKey(), Story.Bob, "") { To = target });
        story.Send(new ReportRestorePoint(story.NextKey(), story.State.RestorePoint!, "as chosen") { For = target });
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. story.Service.Steps.Select(step => new PlannedStep(step.Id, new PlanningOutcome.Planned(Story.Step(step.Id, supporting: step.Action.StartsWith("maintenance", StringComparison.Ordinal)))))]) { For = target });

        Assert.Equal("1 more approver, not alice or bob.", CardWriter.Write(story.State, story.Now).Waiting);
        Assert.Equal("You chose where this goes back to, so somebody else must approve it.", story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash)).Refusal?.Explanation);
        Assert.Equal(RefusalCode.RequesterCannotApprove, story.Send(new Approve(story.NextKey(), Story.Alice, story.State.Plan!.Hash)).Refusal?.Code);
        Assert.Null(story.Send(new Approve(story.NextKey(), Story.Carol, story.State.Plan!.Hash)).Refusal);
    }

    [Fact]
    public void Given_somebody_who_is_no_approver_now_when_they_approve_then_it_is_refused()
    {
        Story story = new Story().Proposed();

        Assert.Equal(RefusalCode.NotAnApprover, story.Send(new Approve(story.NextKey(), Story.Dave, story.State.Plan!.Hash)).Refusal?.Code);
        Decision left = story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash), new Authority(true, false, "left checkout-approvers"));
        Assert.Equal(RefusalCode.NotAnApprover, left.Refusal?.Code);
        Assert.Empty(story.State.Approvals);
    }

    [Fact]
    public void Given_a_stranger_when_they_press_anything_then_it_is_refused()
    {
        Story story = new Story().Proposed();

        Assert.Equal(RefusalCode.UnknownPerson, story.Send(new Approve(story.NextKey(), new PersonId("mallory"), story.State.Plan!.Hash)).Refusal?.Code);
        Assert.Equal(RefusalCode.UnknownPerson, story.Send(new Note(story.NextKey(), new PersonId("mallory"), "hi")).Refusal?.Code);
    }

    [Fact]
    public void Given_a_plan_that_was_made_anew_when_the_old_one_is_approved_then_the_click_is_stale()
    {
        Story story = new Story().Proposed();
        PlanHash old = story.State.Plan!.Hash;
        story.Send(new Replan(story.NextKey(), Story.Alice));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(new StepId("code"), new Core.Actions.PlanningOutcome.Planned(Story.Step(new StepId("code"))))]));

        Assert.NotEqual(old, story.State.Plan!.Hash);
        Assert.Equal(RefusalCode.StalePlan, story.Send(new Approve(story.NextKey(), Story.Bob, old)).Refusal?.Code);
    }

    [Fact]
    public void Given_the_first_characters_of_the_hash_when_six_or_more_are_typed_then_they_mean_the_plan()
    {
        Story story = new Story().Proposed();
        string hash = story.State.Plan!.Hash.Value;

        Assert.Equal(RefusalCode.StalePlan, story.Send(new Approve(story.NextKey(), Story.Bob, new PlanHash(hash[..5]))).Refusal?.Code);
        Assert.Null(story.Send(new Approve(story.NextKey(), Story.Bob, new PlanHash(hash[..6]))).Refusal);
    }

    [Fact]
    public void Given_a_step_that_needs_two_when_one_person_approves_twice_then_it_counts_once_and_a_second_person_is_needed()
    {
        Story story = new Story().Proposed(Story.Step(new StepId("code"), approvals: 2));
        PlanHash plan = story.State.Plan!.Hash;

        story.Send(new Approve(story.NextKey(), Story.Bob, plan));
        Assert.Equal(RefusalCode.AlreadyApproved, story.Send(new Approve(story.NextKey(), Story.Bob, plan)).Refusal?.Code);
        Assert.Equal(BackoutPhase.AwaitingApproval, story.State.Phase);

        story.Send(new Approve(story.NextKey(), Story.Carol, plan));
        Assert.Equal(BackoutPhase.Running, story.State.Phase);
    }

    [Fact]
    public void Given_the_first_of_two_approvers_has_left_when_the_second_approves_then_one_is_still_missing()
    {
        Story story = new Story().Proposed(Story.Step(new StepId("code"), approvals: 2));
        PlanHash plan = story.State.Plan!.Hash;
        story.Send(new Approve(story.NextKey(), Story.Bob, plan));
        story.Gone.Add(Story.Bob);

        story.Send(new Approve(story.NextKey(), Story.Carol, plan));

        Assert.Equal(BackoutPhase.AwaitingApproval, story.State.Phase);
        Assert.Equal([Story.Carol], story.State.Approvals.Select(approval => approval.By));
        Assert.Contains(story.Said, message => message.Body is Core.Chat.TextBody { Headline: var said } && said.Contains("bob, who approved", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_an_approver_who_has_left_since_when_a_step_is_due_that_can_not_be_undone_then_it_is_not_begun_and_retrying_does_not_help()
    {
        Story story = new Story().Proposed(Story.Step(new StepId("code"), approvals: 2) with { Reversibility = Core.Plans.Reversibility.OneWay });
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.Send(new Approve(story.NextKey(), Story.Carol, story.State.Plan!.Hash));
        story.Gone.Add(Story.Bob);

        story.Send(new IntendStep(story.NextKey(), new StepId("code")));
        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        Assert.Contains("1 of 2 approvals still count: bob", story.State.Steps[new StepId("code")].Note, StringComparison.Ordinal);

        story.Send(new Retry(story.NextKey(), Story.Carol, null));
        story.Send(new IntendStep(story.NextKey(), new StepId("code")));
        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        Assert.DoesNotContain(story.Journal, entry => entry.Event is StepIntended);
    }

    [Fact]
    public void Given_an_approver_who_has_left_since_when_a_step_is_due_that_can_be_taken_back_then_it_begins()
    {
        Story story = new Story().Proposed(Story.Step(new StepId("code")));
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.Gone.Add(Story.Bob);

        story.Send(new IntendStep(story.NextKey(), new StepId("code")));

        Assert.Equal(Core.Steps.StepPhase.Starting, story.State.Steps[new StepId("code")].Phase);
    }

    [Fact]
    public void Given_the_same_click_delivered_twice_when_it_is_decided_then_the_second_leads_to_nothing()
    {
        Story story = new Story().Proposed(Story.Step(new StepId("code"), approvals: 2));
        var click = new Approve(new CommandKey("slack:click-1"), Story.Bob, story.State.Plan!.Hash);

        story.Send(click);
        long version = story.State.Version;
        Decision again = story.Send(click);

        Assert.Null(again.Refusal);
        Assert.Equal(version, story.State.Version);
    }

    [Fact]
    public void Given_nobody_approves_in_time_when_the_time_is_over_then_the_backout_stands_down_and_a_late_click_is_told()
    {
        Story story = new Story().Proposed();
        PlanHash plan = story.State.Plan!.Hash;
        story.Pass(TimeSpan.FromMinutes(15));

        Decision late = story.Send(new Approve(story.NextKey(), Story.Bob, plan));

        Assert.Equal(RefusalCode.Expired, late.Refusal?.Code);
        Assert.Equal(BackoutPhase.Reviewing, story.State.Phase);
        story.Send(new WritePostMortem(story.NextKey()));
        Assert.Equal(BackoutPhase.StoodDown, story.State.Phase);
        Assert.DoesNotContain(story.Journal, entry => entry.Event is StepIntended);
    }

    [Fact]
    public void Given_a_denial_when_no_reason_is_given_then_it_is_refused_and_with_one_the_plan_is_off()
    {
        Story story = new Story().Proposed();
        PlanHash plan = story.State.Plan!.Hash;

        Assert.Equal(RefusalCode.ReasonMissing, story.Send(new Deny(story.NextKey(), Story.Bob, plan, " ")).Refusal?.Code);
        Assert.Equal(RefusalCode.NotAnApprover, story.Send(new Deny(story.NextKey(), Story.Dave, plan, "no")).Refusal?.Code);
        Assert.Null(story.Send(new Deny(story.NextKey(), Story.Bob, plan, "a hotfix is on its way")).Refusal);
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal(BackoutPhase.StoodDown, story.State.Phase);
        Assert.Equal(RefusalCode.WrongPhase, story.Send(new Approve(story.NextKey(), Story.Carol, plan)).Refusal?.Code);
    }
}
