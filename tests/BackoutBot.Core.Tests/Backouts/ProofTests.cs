using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Core.Signals;

namespace BackoutBot.Core.Tests.Backouts;

/// <summary>What counts as proof, and from when on.</summary>
public sealed class ProofTests
{
    private static readonly StepId On = new("maintenance-on");

    [Fact]
    public void Given_an_alarm_that_goes_off_while_our_page_is_open_when_it_comes_in_then_it_is_marked_so_and_no_trouble_of_the_release()
    {
        Story story = PageUp();
        DateTimeOffset? trouble = story.State.TroubleSince;
        story.Pass(TimeSpan.FromMinutes(1));

        Decision decision = Alarm(story, "m-page", story.Now);

        Assert.True(decision.Events.OfType<SignalJoined>().Single().UnderOurPage);
        Assert.Equal(trouble, story.State.TroubleSince);
        Assert.DoesNotContain(story.State.ActiveAlarms, alarm => alarm.Id.Value == "m-page");
        Assert.Contains("under our page", Assert.IsType<TextBody>(story.Said[^1].Body).Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_an_alarm_that_went_off_under_our_page_when_it_comes_in_late_then_the_time_of_happening_counts()
    {
        Story story = PageUp();
        story.Pass(TimeSpan.FromMinutes(1));
        DateTimeOffset under = story.Now;
        story.Pass(TimeSpan.FromMinutes(1)).RunSteps();
        story.Pass(TimeSpan.FromMinutes(1));

        Assert.True(Alarm(story, "m-late", under).Events.OfType<SignalJoined>().Single().UnderOurPage);
        Assert.False(Alarm(story, "m-after", story.Now).Events.OfType<SignalJoined>().Single().UnderOurPage);
    }

    [Fact]
    public void Given_an_alarm_from_before_our_page_when_it_comes_in_while_that_is_open_then_it_is_the_releases()
    {
        Story story = PageUp();

        Assert.False(Alarm(story, "m-before", Story.Begin.AddMinutes(-1)).Events.OfType<SignalJoined>().Single().UnderOurPage);
    }

    [Fact]
    public void Given_a_deployment_that_fails_while_our_page_is_open_when_it_comes_in_then_the_page_is_not_why()
    {
        Story story = PageUp();

        Decision decision = story.Send(new JoinSignal(story.NextKey(), Story.Deployment(SignalKind.DeploymentFailed, "d-failed") with { OccurredAt = story.Now }));

        Assert.False(decision.Events.OfType<SignalJoined>().Single().UnderOurPage);
    }

    [Fact]
    public void Given_a_page_that_was_taken_away_when_it_is_validated_then_what_is_measured_counts_from_then_on()
    {
        Story story = PageUp();
        story.Pass(TimeSpan.FromMinutes(3)).RunSteps();

        Assert.Equal(story.Now, story.State.MeasuredSince);
    }

    [Fact]
    public void Given_alarms_that_need_longer_than_the_time_out_when_it_is_validated_then_nobody_is_asked_before_they_could_have_told()
    {
        Story story = PageUp().RunSteps();
        story.Send(new ReportValidation(story.NextKey(), [Story.Check("12.2", CheckStatus.Fail) with { Settles = TimeSpan.FromMinutes(30) }], story.LookedSince));

        story.Pass(TimeSpan.FromMinutes(31)).Tick();
        Assert.Equal(BackoutPhase.Validating, story.State.Phase);
        Assert.Equal(story.State.PhaseSince + TimeSpan.FromMinutes(32), BackoutAgenda.Of(story.State, story.Service, story.Now).WakeAt);

        story.Pass(TimeSpan.FromMinutes(1)).Tick();
        Assert.Equal(BackoutPhase.Unproven, story.State.Phase);
    }

    [Fact]
    public void Given_a_signal_of_an_earlier_version_when_it_is_read_then_it_was_under_no_page_and_is_written_as_it_was()
    {
        var joined = new SignalJoined(Story.Alarm());
        string json = JournalJson.Serialize(joined);

        Assert.DoesNotContain("underOurPage", json, StringComparison.OrdinalIgnoreCase);
        Assert.False(Assert.IsType<SignalJoined>(JournalJson.Deserialize(json)).UnderOurPage);
        Assert.DoesNotContain("settles", JournalJson.Serialize(new ItemChecked(Story.Check("12.2", CheckStatus.Pass))), StringComparison.OrdinalIgnoreCase);
    }

    private static Story PageUp()
    {
        Story story = new Story().Approved();
        story.Send(new IntendStep(story.NextKey(), On));
        story.Send(new ReportStart(story.NextKey(), On, 1, new StartOutcome.Started("h", "begun")));
        story.Send(new ReportObservation(story.NextKey(), On, 1, new Observation.Succeeded("done", [])));
        return story;
    }

    [Fact]
    public void Given_nobody_looked_for_a_while_when_it_is_well_again_then_that_time_proves_nothing()
    {
        Story story = new Story().Approved().RunSteps();
        story.Send(new JoinSignal(story.NextKey(), Story.Alarm(SignalKind.AlarmCleared, "m-clear", story.Now)));
        story.Validate();

        // The bot is gone for longer than it would have to be well.
        story.Pass(story.Service.Validation.Soak * 10).Tick();
        Assert.Equal(BackoutPhase.Validating, story.State.Phase);
        story.LookedSince = story.Now;
        story.Validate();

        Assert.Equal((BackoutPhase.Validating, story.Now), (story.State.Phase, story.State.WellSince));
        Assert.Contains(story.Said, said => said.Body is TextBody { Headline: var text } && text.EndsWith("the time for which it must stay so begins anew.", StringComparison.Ordinal));
        story.Pass(story.Service.Validation.Soak).Validate();
        Assert.Equal(BackoutPhase.Reviewing, story.State.Phase);
    }

    [Fact]
    public void Given_a_person_vouched_for_what_one_plan_brought_when_another_is_carried_out_then_that_word_counts_no_more()
    {
        ItemId works = new("12.1");
        Story story = new Story().Approved();
        Assert.Equal(RefusalCode.NotAttestable, story.Send(new Attest(story.NextKey(), Story.Bob, works, "It will work.")).Refusal?.Code);
        story.RunSteps();
        story.Send(new Attest(story.NextKey(), Story.Bob, works, "The shop sells."));
        Assert.Contains(works, story.State.Attested);

        story.Send(new Replan(story.NextKey(), Story.Alice));

        Assert.DoesNotContain(works, story.State.Attested);
    }

    private static Decision Alarm(Story story, string id, DateTimeOffset at) => story.Send(new JoinSignal(story.NextKey(), Story.Alarm(id: id, at: at)));
}
