using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.PostMortems;
using BackoutBot.Core.Services;
using BackoutBot.Core.Tests.Backouts;
using static BackoutBot.Core.Tests.Backouts.StorySteps;

namespace BackoutBot.Core.Tests.PostMortems;

public sealed class PostMortemTests
{
    [Fact]
    public void Given_hostile_text_in_an_alarm_and_a_reason_when_the_post_mortem_is_written_then_it_stays_text()
    {
        Story story = new Story().Proposed();
        story.Send(new JoinSignal(story.NextKey(), Story.Alarm(id: "evil") with { Summary = "<script>x</script> [click](http://evil) | `a` \u202Egnp\n# big" }));
        story.Send(new Deny(story.NextKey(), Story.Bob, null, "![img](http://evil)"));
        story.Send(new WritePostMortem(story.NextKey()));

        string text = story.Journal.Select(entry => entry.Event).OfType<PostMortemWritten>().Single().Markdown;

        Assert.DoesNotContain("<script>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[click](", text, StringComparison.Ordinal);
        Assert.DoesNotContain("![img](", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', text);
        Assert.DoesNotContain("\n# big", text, StringComparison.Ordinal);
        Assert.Contains(@"⟨U+202E⟩gnp ⏎ \# big", text, StringComparison.Ordinal);
        Assert.DoesNotContain("http://evil", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_denied_plan_when_the_post_mortem_is_written_then_it_says_who_denied_why_and_that_nothing_was_changed()
    {
        Story story = new Story().Proposed();
        story.Send(new Deny(story.NextKey(), Story.Bob, null, "a hotfix is on its way"));
        story.Send(new WritePostMortem(story.NextKey()));

        PostMortemWritten review = story.Journal.Select(entry => entry.Event).OfType<PostMortemWritten>().Single();
        Assert.Contains("stood down", review.Title, StringComparison.Ordinal);
        Assert.Contains("bob denied plan ", review.Markdown, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", review.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_backout_that_a_person_asked_for_before_the_first_alarm_then_the_post_mortem_does_not_say_that_none_was_heard()
    {
        var story = new Story();
        story.Send(new Start(story.NextKey(), Story.Alice, "customers call"));
        Assert.Contains("| Trouble began | a person asked for it; no alarm came in while it was open |", PostMortemWriter.Write(story.State, story.Now).Markdown, StringComparison.Ordinal);

        story.Pass(TimeSpan.FromMinutes(2));
        story.Send(new JoinSignal(story.NextKey(), Story.Alarm(at: story.Now)));

        Assert.DoesNotContain("no alarm came in", PostMortemWriter.Write(story.State, story.Now).Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_page_that_an_earlier_plan_put_up_and_a_later_one_took_away_then_the_table_says_that_it_is_gone()
    {
        Story story = new Story().Approved();
        StepId on = new("maintenance-on");
        story.Send(new IntendStep(story.NextKey(), on));
        story.Send(new ReportStart(story.NextKey(), on, 1, new StartOutcome.Started("handle", "begun")));
        story.Send(new ReportObservation(story.NextKey(), on, 1, new Observation.Succeeded("done", [])));
        story.Send(new Pause(story.NextKey(), Story.Bob));
        story.Send(new Replan(story.NextKey(), Story.Bob));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. ((string[])["code", "maintenance-off"]).Select(id => new PlannedStep(new StepId(id), new PlanningOutcome.Planned(Story.Step(new StepId(id)))))]));
        Assert.Contains("| done, by an earlier plan, approved by bob: ", PostMortemWriter.Write(story.State, story.Now).Markdown, StringComparison.Ordinal);

        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.RunSteps();

        Assert.Contains("| done, by an earlier plan, approved by bob, and gone again: ", PostMortemWriter.Write(story.State, story.Now).Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_page_that_two_plans_put_up_and_took_away_then_the_post_mortem_and_managers_hear_of_both_times_and_of_both_openings()
    {
        Story story = PageTwice();
        story.Validated();

        string text = Review(story);
        string[] shown = ["old maintenance-on, from 03:12:00 until it was seen to be gone at 03:14:00 UTC", "old maintenance-on, from 03:20:00 until it was seen to be gone at 03:25:00 UTC"];
        Assert.Contains($"| What customers were shown | {string.Join("; ", shown)} |", text, StringComparison.Ordinal);
        Assert.Equal(shown.Select(one => $"{one}."), story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>().Last(made => made.Audience is AudienceKind.Managers).Lines.Skip(1));
        Assert.Contains("| Take maintenance-on back | new | old maintenance-on | done, by an earlier plan, approved by bob, and gone again: done | 2 | – |", text, StringComparison.Ordinal);
        Assert.Contains("| Take maintenance-on back | new | old maintenance-on | done: Taken away again. done | 1 |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_page_that_two_plans_put_up_when_an_alarm_of_the_first_time_is_heard_late_then_it_went_off_under_our_page()
    {
        Story story = PageTwice();
        foreach ((string id, int minute) in ((string, int)[])[("m-first", 13), ("m-between", 17), ("m-second", 22)])
        {
            story.Send(new JoinSignal(story.NextKey(), Story.Alarm(id: id, at: Story.Begin.AddMinutes(minute - 12))));
        }

        Assert.Equal(["m-first", "m-second"], story.State.UnderOurPage.Select(signal => signal.Value).Order());
    }

    [Fact]
    public void Given_a_page_that_was_up_when_somebody_else_put_one_in_its_place_and_a_later_plan_took_that_away_then_both_times_are_told()
    {
        Story story = PageUp();
        story.Pass(TimeSpan.FromMinutes(2)).RunSteps();
        story.Send(new Replan(story.NextKey(), Story.Alice));
        Propose(story, Code, Off);
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.Pass(TimeSpan.FromMinutes(2)).RunSteps();

        Assert.Equal(
            ["old maintenance-on, from 03:12:00 until it was seen to be gone at 03:14:00 UTC", "new (it stood before this backout), until it was seen to be gone at 03:16:00 UTC"],
            story.State.Windows);
    }

    [Fact]
    public void Given_a_step_that_two_plans_did_then_the_table_has_it_twice()
    {
        Story story = PageUp();
        story.RunSteps();
        story.Send(new Replan(story.NextKey(), Story.Alice));
        Propose(story, Code);
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.RunSteps();

        Assert.Equal(2, PostMortemWriter.Write(story.State, story.Now).Markdown.Split("| Take code back | ").Length - 1);
    }

    /// <summary>A page that was up from 03:12 to 03:14 by one plan, whose opening took two attempts, and from 03:20 to 03:25 by the next.</summary>
    private static Story PageTwice()
    {
        Story story = new Story(Story.DefaultService with { Audiences = [new Audience(AudienceKind.Managers, "#managers")] }).Approved();
        story.Send(new IntendStep(story.NextKey(), On));
        story.Send(new ReportStart(story.NextKey(), On, 1, new StartOutcome.Failed("Throttled.", "Retry.") { Stands = SeenEffect.Nothing }));
        story.Send(new Retry(story.NextKey(), Story.Bob, On));
        Do(story, On);
        story.Pass(TimeSpan.FromMinutes(2)).RunSteps();
        story.Pass(TimeSpan.FromMinutes(6)).Send(new Replan(story.NextKey(), Story.Alice));
        Propose(story, On, Code, Off);
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        Do(story, On);
        story.Pass(TimeSpan.FromMinutes(5)).RunSteps();
        return story;
    }

    private static string Review(Story story) => story.Journal.Select(entry => entry.Event).OfType<PostMortemWritten>().Single().Markdown;

    [Fact]
    public void Given_everything_that_people_decided_then_the_post_mortem_says_it_in_order_with_reasons_whatever_became_of_it()
    {
        Story story = PageUp();
        story.Send(new MindHalt(story.NextKey(), new Halt(Story.Carol, story.Now, "look first"), []));
        story.Send(new MindHalt(story.NextKey(), null, [Story.Carol, Story.Bob]));
        story.Send(new Pause(story.NextKey(), Story.Alice));
        story.Send(new Note(story.NextKey(), Story.Alice, "the database is slow, too"));
        story.Send(new Replan(story.NextKey(), Story.Alice));
        Propose(story, Code, Off);
        story.Send(new Deny(story.NextKey(), Story.Bob, null, "not now"));
        story.Send(new Replan(story.NextKey(), Story.Alice));
        Propose(story, Code, Off);
        story.Pass(story.Service.Approvals.ExpiresAfter).Tick();
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        story.RunSteps().Send(new WritePostMortem(story.NextKey()));

        string text = story.Journal.Select(entry => entry.Event).OfType<PostMortemWritten>().Single().Markdown;
        int last = text.IndexOf("## What people decided", StringComparison.Ordinal);
        foreach (string said in (string[])["alice requested a backout: 5xx", "is up for approval, 1 approver needed", "bob approved plan", "look first", "The halt is lifted by", "alice: pause", "alice noted: the database is slow, too", "alice: replan", "bob denied plan", "not now", "Nobody approved plan", "carol: abort: enough"])
        {
            int found = text.IndexOf(said, last, StringComparison.Ordinal);
            Assert.True(found > last, $"«{said}» is not said after {last}:\n{text}");
            last = found;
        }
    }

    [Fact]
    public void Given_a_step_that_failed_and_was_done_when_it_was_retried_then_the_post_mortem_says_when_and_why_it_failed_and_who_had_it_tried_again()
    {
        Story story = PageUp();
        Begin(story, Dns);
        story.Pass(TimeSpan.FromMinutes(2));
        Observe(story, Dns, new Observation.Failed("The zone is locked.", "Unlock it."));
        story.Pass(TimeSpan.FromMinutes(2)).Send(new Retry(story.NextKey(), Story.Bob, Dns));
        story.Send(new IntendStep(story.NextKey(), Dns));
        story.Send(new ReportStart(story.NextKey(), Dns, 2, new StartOutcome.Uncertain("No answer came.", "Look at the zone.")));
        story.Pass(TimeSpan.FromMinutes(1)).Send(new Retry(story.NextKey(), Story.Carol, Dns));
        story.Pass(TimeSpan.FromMinutes(1));
        Do(story, Dns);

        string text = PostMortemWriter.Write(story.State, story.Now).Markdown;

        Assert.Contains(
            "- Take dns back: failed at 03:14:00 UTC: The zone is locked; retried by bob at 03:16:00 UTC; uncertain at 03:16:00 UTC: No answer came; retried by carol at 03:17:00 UTC; done at 03:18:00 UTC.",
            text.Replace("\\", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_step_that_failed_and_was_done_by_a_later_plan_then_the_post_mortem_tells_of_the_failure()
    {
        Story story = PageUp();
        Begin(story, Code);
        Observe(story, Code, new Observation.Failed("The bundle is gone.", "Put it there."));
        story.Send(new Replan(story.NextKey(), Story.Bob));
        Propose(story, Code, Off);
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.RunSteps();

        string text = PostMortemWriter.Write(story.State, story.Now).Markdown;

        Assert.Contains("- Take code back: failed at 03:12:00 UTC: The bundle is gone.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("What did not end well", PostMortemWriter.Write(new Story().Approved().RunSteps().State, story.Now).Markdown, StringComparison.Ordinal);
    }
}
