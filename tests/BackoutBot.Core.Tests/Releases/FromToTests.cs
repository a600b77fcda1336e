using System.Text.Json;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Signals;
using BackoutBot.Core.Tests.Backouts;
using Start = BackoutBot.Core.Backouts.Commands.Start;

namespace BackoutBot.Core.Tests.Releases;

/// <summary>What is left and what is gone back to is what was read, wherever it is said; and when the trouble began is when something bad was first heard.</summary>
public sealed class FromToTests
{
    [Fact]
    public void Given_a_backout_that_a_person_begins_when_it_is_planned_then_card_and_post_mortem_name_what_was_read_to_run_and_where_it_goes()
    {
        Story story = Planned(new Story(), leaving: "v2.4.0");

        Assert.Equal("v2.4.0 → v2.3.1", Fact(story, "From → to"));
        string review = Reviewed(story);
        Assert.Contains("| From | v2.4.0 |", review, StringComparison.Ordinal);
        Assert.Contains("| To | v2.3.1 |", review, StringComparison.Ordinal);
        Assert.Contains("| Trouble began | a person asked for it; no alarm came in while it was open |", review, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_release_that_is_only_prepared_when_the_alarm_is_of_the_one_that_runs_then_the_prepared_one_is_never_called_the_release_that_is_left()
    {
        var story = new Story();
        story.Send(new Prepare(story.NextKey(), Story.Alice, "v2.5.0"));
        Assert.Equal("v2.5.0", Fact(story, "To be deployed"));

        story.Send(new JoinSignal(story.NextKey(), Story.Alarm()));
        Assert.Equal(BackoutPhase.Watching, story.State.Phase);
        Assert.DoesNotContain(CardWriter.Write(story.State, story.Now).Facts, fact => fact.Value.Contains("v2.5.0", StringComparison.Ordinal));

        Planned(story, leaving: "v2.4.0");
        Assert.Equal("v2.4.0 → v2.3.1", Fact(story, "From → to"));
        Assert.DoesNotContain(story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>(), told => (told.Headline + string.Concat(told.Lines)).Contains("v2.5.0", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_a_deployment_long_before_its_first_alarm_and_one_that_rolls_it_back_when_it_is_reviewed_then_the_trouble_began_with_the_alarm()
    {
        var story = new Story();
        story.Send(new JoinSignal(story.NextKey(), Story.Deployment(SignalKind.DeploymentStarted)));
        story.Pass(TimeSpan.FromMinutes(40));
        DateTimeOffset alarm = story.Now;
        story.Send(new JoinSignal(story.NextKey(), Story.Alarm(at: alarm)));
        Planned(story, leaving: "v2.4.0");
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.RunSteps();
        story.Pass(TimeSpan.FromMinutes(1));
        story.Send(new JoinSignal(story.NextKey(), Story.Deployment(SignalKind.DeploymentFailed, "d-own") with { Subject = "d-OWN", OccurredAt = story.Now }));

        Assert.Equal(alarm, story.State.TroubleSince);
        story.Validated();
        Assert.Contains($"| Trouble began | {alarm:yyyy-MM-dd HH:mm:ss} UTC |", Review(story), StringComparison.Ordinal);
        Assert.Contains($"First sign: {Story.Alarm().Summary.TrimEnd('.')} ({alarm:HH:mm:ss} UTC).", story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>().First().Lines);
    }

    private static Story Planned(Story story, string leaving)
    {
        story.Send(new Start(story.NextKey(), Story.Alice, null));
        story.Send(new ReportRestorePoint(story.NextKey(), new RestorePoint(story.Now, [new CapturedState("deploy", "checkout-api", "v2.3.1", JsonDocument.Parse("{}").RootElement) { Release = Component("v2.3.1") }], []), "kept"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. story.Service.Steps.Select(step => new PlannedStep(step.Id, new PlanningOutcome.Planned(Story.Step(step.Id, supporting: step.Action.StartsWith("maintenance", StringComparison.Ordinal)))))])
        {
            Leaving = Release.Of([Component(leaving)]),
        });
        Assert.Equal(BackoutPhase.AwaitingApproval, story.State.Phase);
        return story;
    }

    private static ReleaseComponent Component(string version) => new("prod", $"code of {version}", version);

    private static string Fact(Story story, string name) => CardWriter.Write(story.State, story.Now).Facts.Single(fact => fact.Name == name).Value;

    private static string Reviewed(Story story, bool ends = true)
    {
        story.Send(new Deny(story.NextKey(), Story.Bob, null, "not now"));
        if (!ends)
        {
            story.Send(new Abort(story.NextKey(), Story.Bob, "enough"));
        }

        story.Send(new WritePostMortem(story.NextKey()));
        return Review(story);
    }

    private static string Review(Story story) => story.Journal.Select(entry => entry.Event).OfType<PostMortemWritten>().Single().Markdown;

    [Fact]
    public void Given_somebody_deployed_something_else_since_the_first_plan_when_it_is_planned_anew_then_that_is_what_is_left_and_the_plan_says_so()
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        Plan(story, "v2.4.0");
        Assert.Equal("v2.4.0", FromTo.From(story.State));

        story.Send(new Replan(story.NextKey(), Story.Alice));
        Plan(story, "v2.5.0");

        Assert.Equal("v2.5.0", FromTo.From(story.State));
        Assert.StartsWith("v2.5.0 runs, and not v2.4.0, which was to be left: somebody deployed it since.", story.State.Plan!.Remarks[0], StringComparison.Ordinal);
        Assert.Equal("v2.4.0", story.State.Leaving!.Version);
    }

    [Fact]
    public void Given_somebody_deployed_something_else_meanwhile_when_it_is_given_up_then_what_stays_names_that()
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        Plan(story, "v2.4.0");
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        StorySteps.Do(story, StorySteps.On);
        StorySteps.Do(story, StorySteps.Code);
        story.Send(new Pause(story.NextKey(), Story.Bob));
        story.Send(new Replan(story.NextKey(), Story.Bob));
        Plan(story, "v2.5.0");
        story.Send(new Deny(story.NextKey(), Story.Bob, null, "no"));
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        story.RunSteps().Send(new WritePostMortem(story.NextKey()));

        Assert.Equal(BackoutPhase.Abandoned, story.State.Outcome);
        Assert.Contains(Residue.Of(story.State), one => one.Text == "v2.5.0 ran when this was last planned; somebody deployed it meanwhile, and it was not gone back from");
    }

    [Fact]
    public void Given_somebody_deployed_something_else_and_a_step_went_back_from_that_when_it_is_given_up_then_nothing_says_that_it_was_not_gone_back_from()
    {
        Story story = Captured("code");
        Plan(story, "v2.4.0");
        story.Send(new Replan(story.NextKey(), Story.Alice));
        Plan(story, "v2.5.0");
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        StorySteps.Do(story, StorySteps.On);
        StorySteps.Do(story, StorySteps.Code);
        story.Send(new Pause(story.NextKey(), Story.Bob));
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        story.RunSteps().Send(new WritePostMortem(story.NextKey()));

        Assert.Equal(BackoutPhase.Abandoned, story.State.Outcome);
        Assert.Contains(Residue.Of(story.State), one => one.Text == "Take code back: done, and stays so");
        Assert.DoesNotContain(Residue.Of(story.State), one => one.Text.Contains("ran when this was last planned", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_a_release_of_which_a_step_took_one_half_back_when_it_is_planned_again_then_nobody_is_said_to_have_deployed_the_mixture()
    {
        var story = new Story();
        story.Send(new Start(story.NextKey(), Story.Alice, null));
        story.Send(new ReportRestorePoint(story.NextKey(), new RestorePoint(story.Now, [.. new[] { "api", "edge" }.Select(group => new CapturedState("code", group, "old", JsonDocument.Parse("{}").RootElement) { Release = Half(group, "v1") })], []), "kept"));
        PlanHalves(story, "v2", "v2");
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        StorySteps.Do(story, StorySteps.On);
        StorySteps.Do(story, StorySteps.Code);
        story.Send(new Pause(story.NextKey(), Story.Bob));
        story.Send(new Replan(story.NextKey(), Story.Alice));
        PlanHalves(story, "v1", "v2");
        Assert.DoesNotContain(story.State.Plan!.Remarks, remark => remark.Contains("somebody deployed", StringComparison.Ordinal));

        story.Send(new Replan(story.NextKey(), Story.Alice));
        PlanHalves(story, "v1", "v3");
        Assert.Contains(story.State.Plan!.Remarks, remark => remark.Contains("somebody deployed", StringComparison.Ordinal));
    }

    /// <summary>A person has begun it, and an action of that name captured the release to go back to.</summary>
    private static Story Captured(string action)
    {
        var story = new Story();
        story.Send(new Start(story.NextKey(), Story.Alice, null));
        story.Send(new ReportRestorePoint(story.NextKey(), new RestorePoint(story.Now, [new CapturedState(action, "checkout-api", "v2.3.1", JsonDocument.Parse("{}").RootElement) { Release = Component("v2.3.1") }], []), "kept"));
        return story;
    }

    private static ReleaseComponent Half(string group, string version) => new(group, $"{group} {version}", $"{group}-{version}");

    private static void PlanHalves(Story story, string api, string edge) => story.Send(
        new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. story.Service.Steps.Select(step => new PlannedStep(step.Id, new PlanningOutcome.Planned(Story.Step(step.Id))))])
        {
            Leaving = Release.Of([Half("api", api), Half("edge", edge)]),
        });

    [Fact]
    public void Given_what_is_gone_back_to_runs_already_when_only_a_record_is_to_be_put_back_then_nothing_says_that_another_release_is_left()
    {
        Story story = RecordOnly(new Story());
        Assert.StartsWith("to v2.3.1, which is there or on its way already · 1 step", Core.Plans.PlanWords.InOneSentence(story.State), StringComparison.Ordinal);
        Assert.Equal("v2.3.1, which is there or on its way already", Fact(story, "To"));

        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        StorySteps.Do(story, StorySteps.Dns);
        story.Send(new Replan(story.NextKey(), Story.Alice));
        PlanOnly(story, "v2.5.0", StorySteps.Dns);
        Assert.Equal("v2.3.1, which is there or on its way already", Fact(story, "To"));

        string review = Reviewed(story, ends: false);
        Assert.Contains("| From | no release was left by a step: what is gone back to was there or on its way already |", review, StringComparison.Ordinal);
        Assert.Contains("| To | v2.3.1 |", review, StringComparison.Ordinal);
        Assert.DoesNotContain(story.Said, said => said.Body is Core.Chat.TextBody body && body.Headline.Contains("v2.5.0 →", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_a_plan_that_left_no_release_when_a_later_one_that_nobody_approved_would_have_then_the_post_mortem_names_none()
    {
        Story story = RecordOnly(new Story());
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        StorySteps.Do(story, StorySteps.Dns);
        story.Send(new Replan(story.NextKey(), Story.Alice));
        PlanOnly(story, "v2.6.0", StorySteps.Code);
        Assert.Equal("v2.6.0 → v2.3.1", Fact(story, "From → to"));

        Assert.Contains("| From | no release was left by a step: what is gone back to was there or on its way already |", Reviewed(story, ends: false), StringComparison.Ordinal);
        Assert.Equal("v2.3.1, which is there or on its way already", Fact(story, "To"));
    }

    [Fact]
    public void Given_a_plan_that_left_a_release_when_a_later_one_that_nobody_approved_found_the_other_there_then_the_post_mortem_names_what_was_left()
    {
        Story story = Planned(new Story(), leaving: "v2.4.0");
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        StorySteps.Do(story, StorySteps.On);
        story.Send(new Pause(story.NextKey(), Story.Bob));
        story.Send(new Replan(story.NextKey(), Story.Alice));
        PlanOnly(story, "v2.3.1", StorySteps.Dns, StorySteps.Off);
        Assert.Equal("v2.3.1, which is there or on its way already", Fact(story, "To"));
        story.Send(new Deny(story.NextKey(), Story.Bob, null, "not now"));
        story.Send(new Abort(story.NextKey(), Story.Bob, "enough"));
        story.RunSteps().Send(new WritePostMortem(story.NextKey()));

        Assert.Contains("| From | v2.4.0 |", Review(story), StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_release_that_this_backout_brought_when_the_rest_is_planned_again_then_what_was_left_is_still_said()
    {
        Story story = Planned(new Story(), leaving: "v2.4.0");
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        StorySteps.Do(story, StorySteps.On);
        StorySteps.Do(story, StorySteps.Code);
        story.Send(new Pause(story.NextKey(), Story.Bob));
        story.Send(new Replan(story.NextKey(), Story.Alice));
        PlanOnly(story, "v2.4.0", StorySteps.Dns, StorySteps.Off);

        Assert.Equal("v2.4.0 → v2.3.1", Fact(story, "From → to"));
    }

    [Fact]
    public void Given_a_backout_that_a_person_asks_for_before_alarms_were_read_then_managers_are_not_told_that_there_are_none()
    {
        var story = new Story(Story.DefaultService with { Audiences = [new Core.Services.Audience(Core.Services.AudienceKind.Managers, "#managers")] });
        story.Send(new Start(story.NextKey(), Story.Alice, "customers call"));

        Assert.Equal(
            ["A person asked for it. Since this was opened no alarm was heard to go off; which ones had gone off before is read with the plan."],
            story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>().Single().Lines);
    }

    /// <summary>The deployer went back from v2.5.0 by itself, and only the records are otherwise than they were.</summary>
    private static Story RecordOnly(Story story)
    {
        story.Send(new Start(story.NextKey(), Story.Alice, null));
        story.Send(new ReportRestorePoint(story.NextKey(), new RestorePoint(story.Now, [new CapturedState("deploy", "checkout-api", "v2.3.1", JsonDocument.Parse("{}").RootElement) { Release = Component("v2.3.1") }], []), "kept"));
        PlanOnly(story, "v2.5.0", StorySteps.Dns);
        return story;
    }

    private static void PlanOnly(Story story, string leaving, params Core.Ids.StepId[] steps) => story.Send(
        new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. steps.Select(step => new PlannedStep(step, new PlanningOutcome.Planned(Story.Step(step))))]) { Leaving = Release.Of([Component(leaving)]) });

    [Fact]
    public void Given_a_plan_that_nobody_approved_after_a_step_had_failed_when_it_is_left_then_the_post_mortem_tells_what_was_done_and_not_what_that_plan_would_have()
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        Plan(story, "v2.4.0");
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        StorySteps.Do(story, StorySteps.On);
        StorySteps.Do(story, StorySteps.Dns);
        StorySteps.Begin(story, StorySteps.Code);
        StorySteps.Observe(story, StorySteps.Code, new Observation.Failed("Deployment d-5B was made since.", "See who made it."));
        story.Send(new Replan(story.NextKey(), Story.Bob));
        Plan(story, "v2.5.0");
        Assert.Equal("v2.5.0 → what was captured at 2026-11-24 03:12 UTC", Fact(story, "From → to"));
        story.Send(new Leave(story.NextKey(), Story.Carol, "until 06:00"));
        story.Send(new WritePostMortem(story.NextKey()));

        string review = Review(story);
        Assert.Contains("| From | v2.4.0 |", review, StringComparison.Ordinal);
        Assert.Contains("| Take code back | new | old code | failed, by an earlier plan, approved by bob: Deployment d-5B was made since. | 1 |", review, StringComparison.Ordinal);
        Assert.Contains("| Take dns back | new | old dns | done, by an earlier plan, approved by bob: done | 1 |", review, StringComparison.Ordinal);
        Assert.Contains("- Said by a plan that was not approved: v2.5.0 runs, and not v2.4.0", review, StringComparison.Ordinal);
        Assert.Contains(Residue.Of(story.State), one => one.Text.StartsWith("v2.5.0 ran when this was last planned", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_a_plan_to_another_point_that_was_denied_after_steps_were_done_when_it_is_given_up_then_what_is_said_to_be_gone_back_to_is_what_was()
    {
        Story story = Planned(new Story(), leaving: "v2.4.0");
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        StorySteps.Do(story, StorySteps.On);
        StorySteps.Do(story, StorySteps.Code);
        story.Send(new Pause(story.NextKey(), Story.Bob));
        story.Send(new Start(story.NextKey(), Story.Alice, null) { To = new PointTarget("v2.2.0", story.Now, "v2.2.0") });
        story.Send(new ReportRestorePoint(story.NextKey(), new RestorePoint(story.Now, [new CapturedState("deploy", "checkout-api", "v2.2.0", JsonDocument.Parse("{}").RootElement) { Release = Component("v2.2.0") }], []), "kept") { For = story.State.Target });
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. story.Service.Steps.Select(step => new PlannedStep(step.Id, new PlanningOutcome.Planned(Story.Step(step.Id))))]) { For = story.State.Target, Leaving = Release.Of([Component("v2.4.0")]) });
        Assert.Equal("v2.4.0 → v2.2.0", Fact(story, "From → to"));
        story.Send(new Deny(story.NextKey(), Story.Bob, null, "no"));
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        story.RunSteps().Send(new WritePostMortem(story.NextKey()));

        Assert.Equal("v2.4.0 → v2.3.1", Fact(story, "From → to"));
        Assert.Contains("| To | v2.3.1 |", Review(story), StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_plan_that_was_denied_before_anything_was_done_then_the_post_mortem_says_from_what_it_would_have_gone_back()
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        Plan(story, "v2.4.0");
        story.Send(new Replan(story.NextKey(), Story.Alice));
        Plan(story, "v2.5.0");

        Assert.Contains("| From | v2.5.0 |", Reviewed(story), StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_backout_whose_own_step_brought_a_release_when_it_is_to_go_further_back_then_nobody_is_said_to_have_deployed_that()
    {
        Story story = Planned(new Story(), leaving: "v2.4.0");
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        StorySteps.Do(story, StorySteps.On);
        StorySteps.Do(story, StorySteps.Code);
        story.Send(new Pause(story.NextKey(), Story.Bob));
        story.Send(new Start(story.NextKey(), Story.Bob, null) { To = new PointTarget("code of v2.2.0", story.Now, "v2.2.0") });
        story.Send(new ReportRestorePoint(story.NextKey(), new RestorePoint(story.Now, [new CapturedState("code", "checkout-api", "v2.2.0", JsonDocument.Parse("{}").RootElement) { Release = Component("v2.2.0") }], []), "chosen") { For = story.State.Target });
        Plan(story, "v2.3.1");

        Assert.Equal("v2.4.0 → v2.2.0", Fact(story, "From → to"));
        Assert.DoesNotContain(story.State.Plan!.Remarks, remark => remark.Contains("somebody deployed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("v2.4.0", null)]
    [InlineData("v2.3.1", "checkout-api-1 left no release that is known, so none is kept from being gone back to by it.")]
    public void Given_an_ended_backout_when_its_release_is_cleared_then_that_is_taken_only_where_it_left_one(string leaving, string? refused)
    {
        Story story = Planned(new Story(), leaving);
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.RunSteps().Validated();

        Assert.Equal(refused, story.Send(new ClearRelease(story.NextKey(), Story.Bob, "it was the network")).Refusal?.Explanation);
    }

    private static void Plan(Story story, string runs) => story.Send(
        new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. story.Service.Steps.Select(step => new PlannedStep(step.Id, new PlanningOutcome.Planned(Story.Step(step.Id))))])
        {
            Leaving = Release.Of([new ReleaseComponent("prod", $"sha-{runs}", runs)]),
            For = story.State.Target,
        });
}
