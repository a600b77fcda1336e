using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;
using BackoutBot.Core.Signals;

namespace BackoutBot.Core.Tests.Backouts;

public sealed class StoryTests
{
    [Fact]
    public void Given_a_bad_release_when_the_team_backs_it_out_then_the_backout_closes_as_rolled_back_with_a_post_mortem()
    {
        Story story = new Story().Approved().RunSteps().Validated();

        Assert.Equal(BackoutPhase.RolledBack, story.State.Phase);
        Assert.True(story.State.IsClosed);
        PostMortemWritten review = Assert.Single(story.Journal.Select(entry => entry.Event).OfType<PostMortemWritten>());
        Assert.Contains("rolled back", review.Markdown, StringComparison.Ordinal);
        Assert.Contains("bob approved", review.Markdown, StringComparison.Ordinal);
        Assert.Empty(story.Agenda);
    }

    [Fact]
    public void Given_the_whole_story_when_the_journal_is_folded_anew_then_the_state_is_the_same()
    {
        Story story = new Story().Approved().RunSteps().Validated();

        BackoutState folded = story.Journal.Aggregate(BackoutState.New(story.State.Id), (state, entry) => state.Apply(entry));

        Assert.Equal(story.State.Version, folded.Version);
        Assert.Equal(story.State.Phase, folded.Phase);
        Assert.Equal(story.State.Steps.Values.OrderBy(step => step.Id.Value), folded.Steps.Values.OrderBy(step => step.Id.Value));
        Assert.Equal(story.State.Handled.Order(Comparer<CommandKey>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value))), folded.Handled.Order(Comparer<CommandKey>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value))));
    }

    [Fact]
    public void Given_only_a_deployment_when_it_is_watched_then_nothing_is_said_in_chat_until_something_bad_is_heard()
    {
        var story = new Story();
        story.Send(new JoinSignal(story.NextKey(), Story.Deployment(SignalKind.DeploymentStarted)));

        Assert.Equal(BackoutPhase.Watching, story.State.Phase);
        Assert.Empty(story.Said);
        Assert.IsType<Work.Capture>(Assert.Single(story.Agenda));

        story.Send(new JoinSignal(story.NextKey(), Story.Alarm()));
        Assert.True(story.State.HasThread);
        Assert.NotEmpty(story.Said);
    }

    [Fact]
    public void Given_a_deployment_that_ends_well_when_the_soak_time_has_passed_then_no_backout_is_needed()
    {
        var story = new Story();
        story.Send(new JoinSignal(story.NextKey(), Story.Deployment(SignalKind.DeploymentStarted)));
        story.Send(new JoinSignal(story.NextKey(), Story.Deployment(SignalKind.DeploymentSucceeded, "d-2")));
        story.Pass(TimeSpan.FromMinutes(1)).Tick();
        Assert.Equal(BackoutPhase.Watching, story.State.Phase);

        story.Pass(TimeSpan.FromMinutes(1)).Tick();
        Assert.Equal(BackoutPhase.NotNeeded, story.State.Phase);
    }

    [Fact]
    public void Given_an_alarm_that_is_still_on_when_time_passes_then_the_proposal_stays()
    {
        Story story = new Story().Broken();
        story.Send(new JoinSignal(story.NextKey(), Story.Deployment(SignalKind.DeploymentSucceeded, "d-2")));
        story.Pass(TimeSpan.FromHours(5)).Tick();

        Assert.Equal(BackoutPhase.Watching, story.State.Phase);
    }

    [Fact]
    public void Given_many_alarms_when_they_join_then_it_stays_one_backout_and_the_same_message_counts_once()
    {
        Story story = new Story().Broken();
        long version = story.State.Version;
        story.Send(new JoinSignal(story.NextKey(), Story.Alarm()));
        Assert.Equal(version, story.State.Version);

        story.Send(new JoinSignal(story.NextKey(), Story.Alarm(id: "m-2") with { Resource = new ResourceKey("other"), Subject = "latency" }));
        Assert.Equal(2, story.State.ActiveAlarms.Count());
    }

    [Fact]
    public void Given_the_story_when_stakeholders_are_told_then_each_audience_hears_each_occasion_once()
    {
        Story story = new Story().Approved().RunSteps().Validated();

        AnnouncementMade[] told = [.. story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>()];
        Assert.Equal(told.Length, told.Select(one => (one.Audience, one.Occasion)).Distinct().Count());
        Assert.Contains(told, one => one.Channel == "#clients" && one.Occasion == "closed");
        Assert.DoesNotContain(told.Where(one => one.Channel == "#clients"), one => (one.Headline + string.Concat(one.Lines)).Contains("alice", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_an_approved_plan_when_managers_are_told_how_long_it_takes_then_it_is_the_longest_way_and_the_time_in_which_it_must_prove_to_work()
    {
        Story story = new Story(ForManagers).Approved();
        story.Send(new IntendStep(story.NextKey(), new StepId("maintenance-on")));

        // Three steps of a minute on the longest way, and two minutes of soak: the two side by side count once.
        AnnouncementMade told = Told(story, "rolling back");
        Assert.Contains("Expected to take about 5 min, the time included in which it must prove to work.", told.Lines);
    }

    [Fact]
    public void Given_nobody_approved_in_time_when_managers_are_told_then_it_is_not_called_a_decision_of_the_team()
    {
        Story story = new Story(ForManagers).Proposed();
        story.Pass(TimeSpan.FromMinutes(15)).Tick();
        story.Send(new WritePostMortem(story.NextKey()));

        AnnouncementMade told = Told(story, "closed");
        Assert.Equal("checkout-api: the service was not taken back; nothing was changed.", told.Headline);
        Assert.Equal(["Nobody approved the plan in time."], told.Lines);
    }

    private static ServiceDefinition ForManagers => Story.DefaultService with { Audiences = [new Audience(AudienceKind.Managers, "#managers")] };

    private static AnnouncementMade Told(Story story, string occasion) => story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>().Single(told => told.Occasion == occasion);

    [Fact]
    public void Given_the_story_when_the_thread_is_read_then_no_two_messages_share_a_key()
    {
        Story story = new Story().Approved().RunSteps().Validated();

        Assert.Equal(story.Said.Count, story.Said.Select(message => message.Key).Distinct().Count());
        Assert.Contains(story.Said, message => message.Body is DocumentBody);
    }

    [Fact]
    public void Given_an_approved_plan_that_falls_before_its_first_step_then_nobody_was_told_that_it_is_under_way()
    {
        Story story = new Story(ForManagers).Approved();

        Assert.DoesNotContain(story.Journal, entry => entry.Event is AnnouncementMade { Occasion: "rolling back" });
    }

    [Fact]
    public void Given_nothing_bad_was_heard_when_a_person_asks_for_a_backout_then_managers_are_not_told_of_a_problem()
    {
        var story = new Story(ForManagers);
        story.Send(new Start(story.NextKey(), Story.Alice, "as agreed"));

        Assert.Equal("checkout-api (production): alice asked to go back to the last version that worked; the team is preparing it.", Told(story, "requested").Headline);
    }

    [Fact]
    public void Given_all_steps_were_done_and_it_was_accepted_without_proof_then_managers_are_not_told_that_anything_else_is_left()
    {
        Story story = new Story(ForManagers).Approved().RunSteps();
        story.Send(new Accept(story.NextKey(), Story.Bob, "we saw it ourselves"));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal("checkout-api: the steps back are done; that the service works was not proved.", Told(story, "closed").Headline);
    }

    [Fact]
    public void Given_a_rollback_that_was_accepted_without_proof_then_clients_are_not_told_that_the_service_was_taken_back()
    {
        Story story = new Story().Approved().RunSteps();
        story.Send(new Accept(story.NextKey(), Story.Bob, "good enough"));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal("We can't say yet that the problem with our service is solved.", story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>().Last(made => made.Audience is AudienceKind.Clients).Headline);
    }

    [Fact]
    public void Given_two_deployments_when_the_first_has_ended_then_it_is_not_quiet_before_the_second_has_too()
    {
        var story = new Story();
        Signal begun = Story.Deployment(SignalKind.DeploymentStarted);
        story.Send(new JoinSignal(story.NextKey(), begun));
        story.Send(new JoinSignal(story.NextKey(), begun with { Id = new SignalId("d-2"), Subject = "d-DEF" }));
        story.Send(new JoinSignal(story.NextKey(), Story.Deployment(SignalKind.DeploymentSucceeded, "d-3")));
        Assert.Null(BackoutDecider.QuietSince(story.State));

        story.Send(new JoinSignal(story.NextKey(), Story.Deployment(SignalKind.DeploymentSucceeded, "d-4") with { Subject = "d-DEF" }));
        Assert.NotNull(BackoutDecider.QuietSince(story.State));
    }
}
