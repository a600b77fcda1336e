using BackoutBot.Core.Actions;
using BackoutBot.Core.Announcements;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;
using BackoutBot.Core.Tests.Backouts;
using static BackoutBot.Core.Tests.Backouts.StorySteps;

namespace BackoutBot.Core.Tests.Announcements;

/// <summary>What customers and managers were told last is so: as long as a page stands, when it goes, and when it comes again.</summary>
public sealed class PageNewsTests
{
    private const string Shown = "Everyone gets the maintenance page.";

    private static readonly ServiceDefinition Service = Story.DefaultService with { Audiences = [new Audience(AudienceKind.Managers, "#managers"), new Audience(AudienceKind.Clients, "#clients")] };

    [Fact]
    public void Given_a_page_that_was_gone_when_a_later_plan_puts_it_up_again_then_customers_and_managers_are_told_again_and_of_its_end()
    {
        Story story = Approved();
        story.RunSteps();
        Assert.StartsWith("The maintenance page is gone again", Last(story, AudienceKind.Clients).Headline, StringComparison.Ordinal);

        story.Send(new Replan(story.NextKey(), Story.Carol));
        Assert.Equal("We are still working on the problem with our service.", Last(story, AudienceKind.Clients).Headline);
        Approve(story);
        Do(story, On);
        Assert.Equal(("We are still working on the problem with our service.", "Everyone gets the maintenance page for about 3 min."), (Last(story, AudienceKind.Clients).Headline, Last(story, AudienceKind.Clients).Lines[0]));
        Assert.Equal("checkout-api: going back was approved and is under way.", Last(story, AudienceKind.Managers).Headline);

        story.RunSteps();
        Assert.Equal("The maintenance page is gone again; we are watching whether our service works.", Last(story, AudienceKind.Clients).Headline);
        Assert.Equal(5, Told(story, AudienceKind.Clients).Count);
    }

    [Fact]
    public void Given_the_page_is_up_when_it_is_paused_then_customers_are_told_that_it_stays_once_and_managers_that_no_end_is_expected()
    {
        Story story = PageUp();
        story.Send(new Pause(story.NextKey(), Story.Carol));
        Assert.Equal(("We are still working on the problem with our service.", Shown), (Last(story, AudienceKind.Clients).Headline, Last(story, AudienceKind.Clients).Lines[0]));
        Assert.Equal("checkout-api: going back is paused; when it ends is not known.", Last(story, AudienceKind.Managers).Headline);
        Assert.StartsWith("Everyone gets the maintenance page (503), since", Assert.Single(Last(story, AudienceKind.Managers).Lines), StringComparison.Ordinal);

        story.Send(new Resume(story.NextKey(), Story.Bob));
        Assert.Equal("checkout-api: going back goes on.", Last(story, AudienceKind.Managers).Headline);
        story.Send(new Pause(story.NextKey(), Story.Carol));
        Assert.Equal("checkout-api: going back is paused; when it ends is not known.", Last(story, AudienceKind.Managers).Headline);
        Assert.Equal(2, Told(story, AudienceKind.Clients).Count);
    }

    [Fact]
    public void Given_the_page_is_up_when_writing_is_halted_then_customers_and_managers_are_told_as_of_a_pause()
    {
        Story story = PageUp();
        Halt(story);
        Assert.Equal(Shown, Last(story, AudienceKind.Clients).Lines[0]);
        Assert.Equal("checkout-api: going back is halted; when it ends is not known.", Last(story, AudienceKind.Managers).Headline);

        story.Send(new MindHalt(story.NextKey(), null, [Story.Bob, Story.Alice]));
        Assert.Equal("checkout-api: going back goes on.", Last(story, AudienceKind.Managers).Headline);
    }

    [Fact]
    public void Given_a_halt_when_it_is_given_up_and_the_halt_is_lifted_then_managers_hear_that_it_was_given_up_and_not_that_it_goes_on()
    {
        Story story = PageUp();
        Halt(story);
        story.Send(new Abort(story.NextKey(), Story.Bob, "enough"));
        Assert.Equal(BackoutPhase.Ending, story.State.Phase);
        story.Send(new MindHalt(story.NextKey(), null, [Story.Bob, Story.Alice]));

        Assert.Equal("checkout-api: going back was given up; taking away what was put up for it goes on.", Last(story, AudienceKind.Managers).Headline);
    }

    [Fact]
    public void Given_a_pause_while_the_page_is_being_put_up_when_it_is_seen_then_customers_are_told_of_it_at_once_and_of_no_time()
    {
        Story story = Approved();
        Begin(story, On);
        story.Send(new Pause(story.NextKey(), Story.Carol));
        Assert.Empty(Told(story, AudienceKind.Clients));

        Observe(story, On, new Observation.Succeeded("done", []));
        Assert.Equal(("We are working on a problem with our service.", Shown), (Last(story, AudienceKind.Clients).Headline, Last(story, AudienceKind.Clients).Lines[0]));
        story.Send(new Resume(story.NextKey(), Story.Bob));
        Assert.Single(Told(story, AudienceKind.Clients));
    }

    [Fact]
    public void Given_a_page_that_came_up_in_part_and_no_further_then_customers_are_told_of_that_and_of_the_whole_once_it_is_up()
    {
        Story story = Approved();
        Begin(story, On);
        Observe(story, On, new Observation.Failed("denied on the second listener", "grant it") { Stands = new SeenEffect(EffectStanding.Seen, "Whoever comes by web port 80 gets the maintenance page (503)") });
        Assert.Equal(("We are working on a problem with our service.", "Some of our customers may get a maintenance page."), (Last(story, AudienceKind.Clients).Headline, Last(story, AudienceKind.Clients).Lines[0]));

        story.Send(new Retry(story.NextKey(), Story.Carol, On));
        story.Send(new IntendStep(story.NextKey(), On));
        Assert.Single(Told(story, AudienceKind.Clients));
        story.Send(new ReportStart(story.NextKey(), On, story.State.Steps[On].Attempt, new StartOutcome.Started("handle", "begun")));
        Observe(story, On, new Observation.Succeeded("done", []));
        Assert.Equal(Shown, Last(story, AudienceKind.Clients).Lines[0]);
    }

    [Fact]
    public void Given_the_page_is_up_when_a_step_is_overdue_then_customers_are_told_that_it_stays_and_managers_that_it_takes_longer()
    {
        Story story = PageUp();
        Begin(story, Code);
        story.Pass(TimeSpan.FromHours(2)).Tick();

        Assert.Equal(Shown, Last(story, AudienceKind.Clients).Lines[0]);
        Assert.Equal("checkout-api: going back takes longer than expected; when it ends is not known.", Last(story, AudienceKind.Managers).Headline);
        story.Tick();
        Assert.Equal(2, Told(story, AudienceKind.Clients).Count);
    }

    [Fact]
    public void Given_the_page_is_up_when_somebody_took_it_away_then_customers_are_told_that_it_is_gone_and_when_it_is_up_again()
    {
        Story story = PageUp();
        story.Send(new IntendStep(story.NextKey(), Code));
        story.Send(new ReportStart(story.NextKey(), Code, 1, new StartOutcome.Failed("AccessDenied", "grant it")));
        story.Send(new Replan(story.NextKey(), Story.Carol));
        Plan(story, new StepVerification(Off, Amiss: null));
        Assert.Equal(("The maintenance page is gone again.", "We are still working on the problem with our service."), (Last(story, AudienceKind.Clients).Headline, Last(story, AudienceKind.Clients).Lines[0]));

        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        Do(story, On);
        Assert.Equal("Everyone gets the maintenance page for about 3 min.", Last(story, AudienceKind.Clients).Lines[0]);
        Assert.Equal("checkout-api: going back was approved and is under way.", Last(story, AudienceKind.Managers).Headline);
    }

    [Fact]
    public void Given_a_page_that_was_left_when_the_backout_is_over_and_it_is_seen_to_be_gone_then_customers_and_managers_are_told()
    {
        Story story = PageUp();
        story.Send(new Pause(story.NextKey(), Story.Carol));
        story.Send(new Leave(story.NextKey(), Story.Carol, "until 06:00"));
        story.Send(new WritePostMortem(story.NextKey()));
        Assert.Equal(Shown, Last(story, AudienceKind.Clients).Lines[0]);

        story.Send(new ReportGone(story.NextKey(), On));
        Assert.Equal("The maintenance page is gone again.", Last(story, AudienceKind.Clients).Headline);
        Assert.Equal("checkout-api: what customers were shown is gone.", Last(story, AudienceKind.Managers).Headline);
        Assert.StartsWith("Everyone got the maintenance page (503), from", Assert.Single(Last(story, AudienceKind.Managers).Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_page_that_an_earlier_version_saw_go_without_telling_when_something_else_is_decided_long_after_then_stakeholders_are_told_nothing()
    {
        Story story = PageUp();
        story.Send(new Pause(story.NextKey(), Story.Carol));
        story.Send(new Leave(story.NextKey(), Story.Carol, "until 06:00"));
        story.Send(new WritePostMortem(story.NextKey()));
        BackoutState gone = story.State.Apply(new EffectGone(On), story.Now, story.NextKey());
        Assert.DoesNotContain(gone.OpenBrackets, effect => effect.Step.Id == On);

        var context = new DecisionContext(story.Service, story.Now.AddDays(20), story.AuthorityOf(Story.Bob));
        Decision noted = BackoutDecider.Decide(gone, new Note(story.NextKey(), Story.Bob, "the ticket is closed"), context);
        Decision settled = BackoutDecider.Decide(gone, new ReportSettled(story.NextKey(), new Settled(new BackoutId("checkout-api-2"), story.Now)), context);

        Assert.IsType<NoteAdded>(Assert.Single(noted.Events));
        Assert.IsType<ResidueSettled>(Assert.Single(settled.Events));
    }

    [Fact]
    public void Given_a_page_that_was_left_when_a_later_backout_took_it_away_then_the_thread_says_by_whom_and_stakeholders_hear_it_from_that_one()
    {
        Story story = PageUp();
        story.Send(new Pause(story.NextKey(), Story.Carol));
        story.Send(new Leave(story.NextKey(), Story.Carol, "until 06:00"));
        story.Send(new WritePostMortem(story.NextKey()));
        int told = Told(story, AudienceKind.Clients).Count;
        story.Send(new ReportGone(story.NextKey(), On) { Taker = new Taker(new BackoutId("checkout-api-2"), [Story.Bob], story.Now) });

        Assert.Contains(story.Said, said => said.Body is TextBody { Headline: "Taken away by checkout-api-2, approved by bob: Everyone got the maintenance page (503)." });
        Assert.Equal(told, Told(story, AudienceKind.Clients).Count);
    }

    [Fact]
    public void Given_a_page_that_was_left_and_of_which_a_later_backout_told_customers_when_it_is_gone_then_they_hear_it_from_that_one_and_managers_from_this_one()
    {
        Story story = PageUp();
        story.Send(new Pause(story.NextKey(), Story.Carol));
        story.Send(new Leave(story.NextKey(), Story.Carol, "until 06:00"));
        story.Send(new WritePostMortem(story.NextKey()));
        Story later = PageUp();
        BackoutState told = later.State with { Id = new BackoutId("checkout-api-2"), OpenedAt = story.Now, Announced = later.State.Announced.RemoveAll(one => one.Audience is AudienceKind.Managers) };
        IReadOnlyList<AudienceKind> elsewhere = ToldElsewhere.Of([story.State, told], story.State, story.State.OpenBrackets.Single());
        Assert.Equal([AudienceKind.Clients], elsewhere);

        int clients = Told(story, AudienceKind.Clients).Count;
        story.Send(new ReportGone(story.NextKey(), On) { ToldElsewhere = elsewhere });
        Assert.Equal(clients, Told(story, AudienceKind.Clients).Count);
        Assert.Equal("checkout-api: what customers were shown is gone.", Last(story, AudienceKind.Managers).Headline);
    }

    [Fact]
    public void Given_a_page_that_is_seen_only_when_it_is_given_up_without_a_plan_then_customers_are_told_that_it_stands_and_of_no_time()
    {
        Story story = Approved();
        story.Send(new IntendStep(story.NextKey(), On));
        story.Send(new ReportStart(story.NextKey(), On, 1, new StartOutcome.Uncertain("no answer", "look")));
        story.Send(new Replan(story.NextKey(), Story.Carol));
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        Assert.Null(story.State.Plan);
        Assert.Empty(Told(story, AudienceKind.Clients));

        Begin(story, Off);
        Observe(story, Off, new Observation.Failed("denied", "grant it") { Stands = new SeenEffect(EffectStanding.Seen, "Everyone gets the maintenance page (503)") });
        Assert.Equal(Shown, Last(story, AudienceKind.Clients).Lines[0]);
        Assert.Null(story.Send(new Retry(story.NextKey(), Story.Carol, Off)).Refusal);
    }

    [Fact]
    public void Given_a_page_that_stood_before_when_it_is_given_up_before_the_plan_began_then_customers_are_told_of_it_while_it_is_taken_away_and_of_no_plan()
    {
        Story story = new Story(Service).Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound,
        [
            new PlannedStep(Code, new PlanningOutcome.Planned(Story.Step(Code))),
            new PlannedStep(Off, new PlanningOutcome.Planned(Story.Step(Off) with { Before = "Everyone gets the maintenance page (503)" })),
        ]));
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.Send(new Pause(story.NextKey(), Story.Carol));
        story.Send(new Replan(story.NextKey(), Story.Carol));
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        Assert.Equal((BackoutPhase.Ending, null), (story.State.Phase, story.State.Plan));

        Begin(story, Off);
        Assert.Equal(Shown, Last(story, AudienceKind.Clients).Lines[0]);
    }

    [Fact]
    public void Given_no_page_when_it_is_paused_then_managers_are_told_that_no_end_is_expected_and_customers_nothing()
    {
        Story story = new Story(Service).Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        Propose(story, Code, Dns);
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        Begin(story, Code);
        story.Send(new Pause(story.NextKey(), Story.Carol));

        Assert.Equal("Some requests may fail for a short time.", Assert.Single(Told(story, AudienceKind.Clients)).Lines[0]);
        Assert.Equal("checkout-api: going back is paused; when it ends is not known.", Last(story, AudienceKind.Managers).Headline);
        Assert.Empty(Last(story, AudienceKind.Managers).Lines);
    }

    private static AnnouncementMade Last(Story story, AudienceKind audience) => Told(story, audience)[^1];

    private static List<AnnouncementMade> Told(Story story, AudienceKind audience) => [.. story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>().Where(made => made.Audience == audience)];

    private static Story Approved()
    {
        Story story = new Story(Service).Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        Approve(story);
        return story;
    }

    private static Story PageUp()
    {
        Story story = Approved();
        Do(story, On);
        return story;
    }

    private static void Approve(Story story)
    {
        Plan(story);
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
    }

    private static void Plan(Story story, params StepVerification[] open) => story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound,
    [
        new PlannedStep(On, new PlanningOutcome.Planned(Story.Step(On, supporting: true) with { Target = "Everyone gets the maintenance page (503)" })),
        new PlannedStep(Code, new PlanningOutcome.Planned(Story.Step(Code) with { Deadline = TimeSpan.FromHours(1) })),
        new PlannedStep(Off, new PlanningOutcome.Planned(Story.Step(Off, supporting: true))),
    ])
    {
        Open = open,
    });

    private static void Halt(Story story) => story.Send(new MindHalt(story.NextKey(), new Halt(Story.Carol, story.Now, "look first"), []));
}
