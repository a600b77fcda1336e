using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Plans;
using BackoutBot.Core.PostMortems;
using BackoutBot.Core.Services;
using BackoutBot.Core.Tests.Backouts;
using static BackoutBot.Core.Tests.Backouts.StorySteps;

namespace BackoutBot.Core.Tests.Announcements;

/// <summary>Customers are told what they are shown once it was seen, when it takes longer, and how it ended.</summary>
public sealed class ClientTests
{
    private static readonly ServiceDefinition Service = Story.DefaultService with { Audiences = [new Audience(AudienceKind.Managers, "#managers"), new Audience(AudienceKind.Clients, "#clients")] };

    private const string Page = "Everyone gets the maintenance page (503)";

    [Fact]
    public void Given_a_page_when_it_was_seen_to_be_up_then_customers_are_told_of_it_and_for_how_long_and_not_before()
    {
        Story story = Approved();
        story.Send(new IntendStep(story.NextKey(), On));
        Assert.Empty(Told(story));

        story.Send(new ReportStart(story.NextKey(), On, 1, new StartOutcome.Started("handle", "begun")));
        Observe(story, On, new Observation.Succeeded("done", []));

        Assert.Equal("Everyone gets the maintenance page for about 3 min.", Assert.Single(Told(story)).Lines[0]);
    }

    [Fact]
    public void Given_the_page_was_seen_to_be_gone_when_it_is_watched_then_customers_are_told_so_before_the_end()
    {
        Story story = Approved();
        story.RunSteps();

        Assert.Equal(BackoutPhase.Validating, story.State.Phase);
        Assert.Equal("The maintenance page is gone again; we are watching whether our service works.", Told(story)[^1].Headline);
    }

    [Fact]
    public void Given_a_page_that_could_not_be_put_up_then_customers_are_told_of_none()
    {
        Story story = Approved();
        story.Send(new IntendStep(story.NextKey(), On));
        story.Send(new ReportStart(story.NextKey(), On, 1, new StartOutcome.Failed("AccessDenied", "grant it")));

        Assert.Empty(Told(story));
    }

    [Fact]
    public void Given_the_page_is_up_when_it_stalls_then_customers_are_told_once_that_it_goes_on_and_managers_that_it_stands()
    {
        Story story = Stalled();
        Assert.Equal(("We are still working on the problem with our service.", "Everyone gets the maintenance page."), (Told(story)[^1].Headline, Told(story)[^1].Lines[0]));
        Assert.Contains(story.Journal, entry => entry.Event is AnnouncementMade { Audience: AudienceKind.Managers } made && made.Headline.Contains("stalled", StringComparison.Ordinal) && made.Lines.Any(line => line.StartsWith(Page, StringComparison.Ordinal)));

        story.Send(new Retry(story.NextKey(), Story.Carol, Code));
        story.Send(new IntendStep(story.NextKey(), Code));
        story.Send(new ReportStart(story.NextKey(), Code, 2, new StartOutcome.Failed("AccessDenied", "grant it")));
        Assert.Single(Told(story), made => made.Headline == "We are still working on the problem with our service.");
    }

    [Fact]
    public void Given_the_page_was_taken_away_by_an_abort_then_customers_are_told_that_it_is_gone_and_if_left_that_it_stands()
    {
        Story closed = Stalled();
        closed.Send(new Abort(closed.NextKey(), Story.Carol, "enough"));
        closed.RunSteps().Send(new WritePostMortem(closed.NextKey()));
        Assert.Equal("The maintenance page is gone again.", Told(closed)[^1].Lines[0]);

        Story left = Stalled();
        left.Send(new Leave(left.NextKey(), Story.Carol, "until 06:00"));
        left.Send(new WritePostMortem(left.NextKey()));
        Assert.Equal("Everyone gets the maintenance page.", Told(left)[^1].Lines[0]);
        Assert.Contains(left.Journal, entry => entry.Event is AnnouncementMade { Audience: AudienceKind.Managers, Occasion: "closed" } made && made.Lines.Any(line => line.StartsWith(Page, StringComparison.Ordinal)));
    }

    [Fact]
    public void Given_a_page_that_stood_before_when_it_is_taken_away_and_all_is_proved_then_it_is_said_to_be_over_and_nobody_gave_it_up()
    {
        Story story = new Story(Service).Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound,
        [
            new PlannedStep(Off, new PlanningOutcome.Planned(Story.Step(Off) with { Before = Page, Target = "The application answers" })),
            new PlannedStep(Dns, new PlanningOutcome.Impossible("It was not captured.", "Put it back by hand.")),
        ]));
        Assert.Contains("everyone gets the maintenance page (503) now, until that is taken away", PlanWords.InOneSentence(story.State), StringComparison.Ordinal);
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.RunSteps().Validated();

        Assert.Equal(BackoutPhase.RolledBackInPart, story.State.Outcome);
        Assert.Equal("Everyone gets the maintenance page now, until that is taken away.", Told(story)[0].Lines[0]);
        Assert.Equal("Our service answers again, and we go on watching it.", Told(story)[^1].Headline);
        Assert.DoesNotContain(story.Journal, entry => entry.Event is AnnouncementMade made && (made.Headline + string.Join(' ', made.Lines)).Contains("given up", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_pages_of_several_names_when_they_are_up_and_stay_then_customers_read_no_name_of_a_page_or_of_what_shows_it()
    {
        const string Shop = "Whoever comes by HTTPS (443) of shop-prod gets the maintenance page shop (503)";
        Story story = new Story(Service).Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound,
        [
            new PlannedStep(On, new PlanningOutcome.Planned(Story.Step(On, supporting: true) with { Target = Shop })),
            new PlannedStep(Code, new PlanningOutcome.Planned(Story.Step(Code))),
            new PlannedStep(Off, new PlanningOutcome.Planned(Story.Step(Off, supporting: true))),
        ]));
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        Do(story, On);
        Assert.Equal("Some of our customers may get a maintenance page for about 3 min.", Told(story)[^1].Lines[0]);

        story.Send(new Pause(story.NextKey(), Story.Carol));
        Assert.Equal("Some of our customers may get a maintenance page.", Told(story)[^1].Lines[0]);
        story.Send(new Leave(story.NextKey(), Story.Carol, "until 06:00"));
        story.Send(new WritePostMortem(story.NextKey()));
        Assert.DoesNotContain(Told(story), made => (made.Headline + string.Join(' ', made.Lines)).Contains("shop", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_a_page_that_was_up_then_managers_and_the_post_mortem_say_from_when_to_when()
    {
        Story story = Approved();
        Do(story, On);
        DateTimeOffset up = story.Now;
        story.Pass(TimeSpan.FromMinutes(4)).RunSteps().Validated();

        string window = $"Everyone got the maintenance page (503), from {up:HH:mm:ss} until it was seen to be gone at {up + TimeSpan.FromMinutes(4):HH:mm:ss} UTC";
        Assert.Contains(story.Journal, entry => entry.Event is AnnouncementMade { Audience: AudienceKind.Managers } made && made.Lines.Contains($"{window}."));
        Assert.Contains($"| What customers were shown | {window.Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal)} |", story.Journal.Select(entry => entry.Event).OfType<PostMortemWritten>().Single().Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_page_that_somebody_took_away_then_nothing_says_in_the_present_that_anybody_gets_it()
    {
        const string Some = "Whoever comes by a or b gets the maintenance page (503) where no rule before it answers; it could not be read whether c shows it";
        Story story = Stalled();
        story.Send(new Replan(story.NextKey(), Story.Carol));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Code, new PlanningOutcome.Impossible("No earlier revision.", "Deploy one by hand."))])
        {
            Open = [new StepVerification(Off, "some of it stands") { Stands = new SeenEffect(EffectStanding.Seen, Some) }],
        });
        story.Send(new Replan(story.NextKey(), Story.Carol));
        int before = story.Said.Count;
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Code, new PlanningOutcome.Impossible("No earlier revision.", "Deploy one by hand."))]) { Open = [new StepVerification(Off, Amiss: null)] });

        var gone = Assert.IsType<Core.Chat.TextBody>(story.Said[before].Body);
        Assert.Equal("Gone by now: Whoever came by a or b got the maintenance page (503) where no rule before it answered; it could not be read whether c showed it.", gone.Headline);
        Assert.DoesNotContain(story.State.Effects, effect => effect.Window?.Contains(" gets ", StringComparison.Ordinal) is true);
        string shown = PostMortemWriter.Write(story.State, story.Now).Markdown.Split('\n').Single(line => line.StartsWith("| What customers were shown |", StringComparison.Ordinal));
        Assert.Contains("Everyone got the maintenance page", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(" gets ", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_the_way_back_is_not_gone_to_its_end_when_it_is_aborted_then_the_thread_says_what_customers_get_then()
    {
        Story story = Stalled();
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));

        Assert.Contains(story.Said, message => message.Body is Core.Chat.TextBody { Headline: var said } && said.Contains("customers may get v2.4.0 then, which has alarms (", StringComparison.Ordinal));
    }

    private static List<AnnouncementMade> Told(Story story) => [.. story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>().Where(made => made.Audience is AudienceKind.Clients)];

    private static Story Approved()
    {
        Story story = new Story(Service).Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound,
        [
            new PlannedStep(On, new PlanningOutcome.Planned(Story.Step(On, supporting: true) with { Target = Page })),
            new PlannedStep(Code, new PlanningOutcome.Planned(Story.Step(Code))),
            new PlannedStep(Off, new PlanningOutcome.Planned(Story.Step(Off, supporting: true))),
        ])
        {
            Leaving = new Core.Releases.Release([new Core.Releases.ReleaseComponent("app/group", "s3://b/v2.4.0.zip", "v2.4.0")]),
        });
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        return story;
    }

    /// <summary>The page is up, and the step inside it has failed.</summary>
    private static Story Stalled()
    {
        Story story = Approved();
        Do(story, On);
        story.Send(new IntendStep(story.NextKey(), Code));
        story.Send(new ReportStart(story.NextKey(), Code, 1, new StartOutcome.Failed("AccessDenied", "grant it")));
        return story;
    }
}
