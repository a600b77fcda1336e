using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Core.Services;
using BackoutBot.Core.Tests.Backouts;
using static BackoutBot.Core.Tests.Backouts.StorySteps;

namespace BackoutBot.Core.Tests.Effects;

/// <summary>Of what a step puts up, that is said to stand which was read to, and nothing else.</summary>
public sealed class StandingTests
{
    private const string Some = "Whoever comes by HTTPS (443) gets the page";
    private const string Foreign = "The listener HTTPS (443) answers every request by a rule of nobody.";

    private static readonly SeenEffect InPart = new(EffectStanding.Seen, Some);

    [Fact]
    public void Given_a_page_that_is_up_in_part_when_the_step_fails_then_card_and_stakeholders_hear_of_that_part_and_of_no_more()
    {
        Story story = new Story().Approved();
        FailOf(story, On, InPart);

        Assert.Equal([$"{Some}, since {story.Now:HH:mm:ss} UTC."], Open(story));
        Assert.Contains($"{Some}, since {story.Now:HH:mm} UTC.", Told(story, AudienceKind.TeamLeads));
        Assert.DoesNotContain("old maintenance-on, since", string.Join(' ', Told(story, AudienceKind.TeamLeads)), StringComparison.Ordinal);

        story.Send(new Retry(story.NextKey(), Story.Bob, On));
        story.Send(new IntendStep(story.NextKey(), On));
        Assert.Equal([Some], story.State.OpenBrackets.Select(open => open.InWords));
        story.Send(new ReportStart(story.NextKey(), On, 2, new StartOutcome.Started("handle", "begun")));
        Observe(story, On, new Observation.Succeeded("done", []));
        Assert.Equal(["old maintenance-on"], story.State.OpenBrackets.Select(open => open.InWords));
    }

    [Fact]
    public void Given_a_page_that_is_up_in_part_when_it_can_not_be_taken_away_then_headline_card_and_residue_say_the_same_of_it()
    {
        Story story = new Story().Approved();
        FailOf(story, On, InPart);
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        FailOf(story, Off, InPart);

        Card card = CardWriter.Write(story.State, story.Now);
        Assert.Equal("Ending, blocked", card.State);
        Assert.Equal([$"{Some}, since {story.Now:HH:mm:ss} UTC."], Open(story));
        story.Send(new Leave(story.NextKey(), Story.Carol, "by hand"));
        story.Send(new WritePostMortem(story.NextKey()));
        Assert.StartsWith($"{Some}, since ", Assert.Single(Residue.Of(story.State), one => one.Kind is ResidueKind.Open).Text, StringComparison.Ordinal);
        Assert.Contains("Whoever comes by HTTPS", story.Journal.Select(entry => entry.Event).OfType<PostMortemWritten>().Single().Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_page_that_was_put_up_nowhere_when_the_step_fails_then_nothing_stands_open_and_an_end_says_that_nothing_was_changed()
    {
        Story story = new Story().Approved();
        FailOf(story, On, SeenEffect.Nothing);

        Assert.Empty(Open(story));
        Assert.NotNull(story.Send(new Leave(story.NextKey(), Story.Carol, "later")).Refusal);
        story.Send(new JoinSignal(story.NextKey(), Story.Alarm(id: "m-2", at: story.Now)));
        Assert.Empty(story.State.UnderOurPage);
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal(BackoutPhase.StoodDown, story.State.Phase);
        Assert.Contains("Nothing was changed.", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_page_that_stood_in_part_when_a_later_attempt_is_seen_to_leave_nothing_then_an_end_says_that_it_was_put_back()
    {
        Story story = new Story().Approved();
        FailOf(story, On, InPart);
        story.Send(new Retry(story.NextKey(), Story.Bob, On));
        FailOf(story, On, SeenEffect.Nothing);
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal(BackoutPhase.StoodDown, story.State.Phase);
        Assert.Contains("Everything was put back.", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_page_that_comes_up_in_part_at_each_attempt_then_customers_are_told_once_that_some_of_them_may_get_it()
    {
        Story story = new Story().Approved();
        FailOf(story, On, InPart);
        story.Send(new Retry(story.NextKey(), Story.Bob, On));
        Begin(story, On);
        Observe(story, On, new Observation.Failed("somebody removed a rule", "retry") { Stands = InPart });

        Assert.Equal(
            "Some of our customers may get a maintenance page.",
            Assert.Single(story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>(), made => made.Audience is AudienceKind.Clients).Lines[0]);
    }

    [Fact]
    public void Given_a_page_that_everyone_got_when_it_goes_bit_by_bit_then_what_customers_were_shown_is_all_of_it()
    {
        Story story = PageUp();
        DateTimeOffset since = story.Now;
        story.Pass(TimeSpan.FromSeconds(20)).Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        FailOf(story, Off, InPart);
        DateTimeOffset inPart = story.Now;
        Assert.Equal([Some], story.State.OpenBrackets.Select(open => open.InWords));
        story.Pass(TimeSpan.FromSeconds(20)).Send(new Retry(story.NextKey(), Story.Bob, Off));
        story.RunSteps();

        Assert.Equal(
            [$"old maintenance-on, from {since:HH:mm:ss} until {inPart:HH:mm:ss} UTC", $"Whoever came by HTTPS (443) got the page, from {inPart:HH:mm:ss} until it was seen to be gone at {story.Now:HH:mm:ss} UTC"],
            story.State.Windows);
    }

    [Fact]
    public void Given_a_page_that_came_up_in_part_first_when_it_is_left_then_what_customers_were_shown_is_a_line_a_span()
    {
        Story story = new Story().Approved();
        FailOf(story, On, InPart);
        DateTimeOffset since = story.Now;
        story.Pass(TimeSpan.FromMinutes(1)).Send(new Retry(story.NextKey(), Story.Bob, On));
        Do(story, On);

        Assert.Equal([$"Whoever came by HTTPS (443) got the page, from {since:HH:mm:ss} until {story.Now:HH:mm:ss} UTC", $"old maintenance-on, since {story.Now:HH:mm:ss} UTC"], story.State.Windows);
        Assert.Equal([$"Old maintenance-on, since {story.Now:HH:mm:ss} UTC."], Open(story));
    }

    [Fact]
    public void Given_a_page_that_everyone_got_and_of_which_a_part_is_left_then_managers_hear_of_both_spans_at_the_end()
    {
        var story = new Story(Story.DefaultService with { Audiences = [new Audience(AudienceKind.Managers, "#managers")] });
        story.Approved();
        Do(story, On);
        string since = $"{story.Now:HH:mm:ss}";
        story.Pass(TimeSpan.FromSeconds(20)).Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        FailOf(story, Off, InPart);
        story.Send(new Leave(story.NextKey(), Story.Carol, "until noon"));
        story.Send(new WritePostMortem(story.NextKey()));

        IReadOnlyList<string> told = story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>().Last().Lines;
        Assert.Contains($"Old maintenance-on, from {since} until {story.Now:HH:mm:ss} UTC.", told, StringComparer.OrdinalIgnoreCase);
        Assert.Contains($"{Some}, since {story.Now:HH:mm} UTC.", told);
    }

    [Fact]
    public void Given_a_call_that_was_not_answered_for_a_while_when_the_page_is_up_then_it_stands_at_the_latest_since_it_was_answered()
    {
        Story story = new Story().Approved();
        story.Send(new IntendStep(story.NextKey(), On));
        story.Pass(TimeSpan.FromSeconds(10)).Send(new ReportStart(story.NextKey(), On, 1, new StartOutcome.Started("handle", "begun")));
        string answered = $"{story.Now:HH:mm:ss} UTC";
        story.Pass(TimeSpan.FromSeconds(10));
        Observe(story, On, new Observation.Succeeded("done", []));

        Assert.Equal([$"Old maintenance-on, since {answered} at the latest."], Open(story));
        story.RunSteps();
        Assert.StartsWith($"old maintenance-on, from {answered[..8]} at the latest until it was seen to be gone at ", Assert.Single(story.State.Windows), StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_page_that_stood_before_when_its_plan_is_approved_then_nobody_says_since_when()
    {
        Story story = PageOfAnother();
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));

        Assert.Contains("New (it stood before this backout).", CardWriter.Write(story.State, story.Now).Cautions);
    }

    [Fact]
    public void Given_a_failure_that_an_earlier_version_wrote_then_it_is_not_known_what_stands()
    {
        Story story = new Story().Approved();
        story.Send(new IntendStep(story.NextKey(), On));
        BackoutState failed = story.State.Apply(JournalJson.Deserialize("""{"$event":"step-failed","step":"maintenance-on","attempt":1,"reason":"denied","fix":"grant it"}"""), story.Now, story.NextKey());

        Assert.Equal(["not known whether this is so: old maintenance-on"], failed.OpenBrackets.Select(open => open.InWords));
    }

    [Fact]
    public void Given_a_page_that_somebody_took_away_when_it_is_planned_again_then_no_card_says_that_it_stands_and_the_plan_was_made_after_that()
    {
        Story story = BlockedWithPage();
        story.Send(new Replan(story.NextKey(), Story.Bob));
        Plan(story, new StepVerification(Off, Amiss: null));

        Assert.Empty(Open(story));
        Assert.Equal([typeof(EffectGone), typeof(PlanProposed)], story.Journal.Select(entry => entry.Event.GetType()).Where(type => type == typeof(EffectGone) || type == typeof(PlanProposed)).TakeLast(2));
        Assert.Contains(story.Said, said => said.Body is TextBody { Headline: "Gone by now: old maintenance-on." });
    }

    [Fact]
    public void Given_a_page_that_somebody_took_away_in_part_when_it_is_planned_again_then_the_card_says_what_is_left_of_it()
    {
        Story story = BlockedWithPage();
        story.Send(new Replan(story.NextKey(), Story.Bob));
        Plan(story, new StepVerification(Off, $"{Some}.") { Stands = InPart });

        Assert.StartsWith(Some, Assert.Single(Open(story)), StringComparison.Ordinal);
        Assert.Contains(story.Said, said => said.Body is TextBody { Headline: $"As it was read just now: {Some}." });
        story.Send(new Replan(story.NextKey(), Story.Bob));
        Plan(story, new StepVerification(Off, $"{Some}.") { Stands = InPart });
        Assert.Single(story.Journal, entry => entry.Event is EffectSeen);
    }

    [Fact]
    public void Given_a_page_of_somebody_else_in_the_place_of_ours_when_it_is_planned_again_then_ours_is_gone_and_theirs_is_not_called_ours()
    {
        Story story = BlockedWithPage();
        story.Send(new Replan(story.NextKey(), Story.Bob));
        Plan(story, new StepVerification(Off, Foreign) { Stands = SeenEffect.Nothing });

        Assert.Empty(Open(story));
    }

    [Fact]
    public void Given_what_could_not_be_read_when_it_is_planned_again_then_what_was_known_to_stand_is_said_to()
    {
        Story story = BlockedWithPage();
        story.Send(new Replan(story.NextKey(), Story.Bob));
        Plan(story, new StepVerification(Off, "denied") { IsUnread = true });

        Assert.StartsWith("Old maintenance-on, since", Assert.Single(Open(story)), StringComparison.Ordinal);
    }

    [Fact]
    public void Given_our_page_is_gone_and_somebody_elses_is_not_when_it_is_given_up_then_the_step_that_was_kept_from_being_done_is_named()
    {
        Story story = PageUp();
        Do(story, Code);
        Do(story, Dns);
        Begin(story, Off);
        Observe(story, Off, new Observation.Failed(Foreign, "have its owner remove it") { Stands = SeenEffect.Nothing });
        Assert.Empty(Open(story));

        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        story.Send(new WritePostMortem(story.NextKey()));
        Assert.Contains(new Residue(ResidueKind.NotReached, $"Take maintenance-off back: not done. {Foreign}"), Residue.Of(story.State));
    }

    [Fact]
    public void Given_a_plan_that_does_a_step_in_part_when_the_step_saw_the_rest_to_be_gone_too_then_it_is_rolled_back()
    {
        Story story = WithForeignPage();
        Assert.Contains($"{Off}: in part. {Foreign}", CardWriter.Write(story.State, story.Now).Cautions);
        End(story, isWhole: true);

        Assert.DoesNotContain(CardWriter.Write(story.State, story.Now).Cautions, caution => caution.Contains("in part", StringComparison.Ordinal));
        story.Validated();
        Assert.Equal(BackoutPhase.RolledBack, story.State.Phase);
        Assert.Contains("When it was planned, and seen to be otherwise later: maintenance-off: in part.", story.Journal.Select(entry => entry.Event).OfType<PostMortemWritten>().Single().Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_plan_that_does_a_step_in_part_when_the_step_did_not_see_the_rest_then_that_stays_and_nothing_calls_the_step_left_out()
    {
        Story story = WithForeignPage();
        End(story, isWhole: false);
        story.Validated();

        Assert.Equal(BackoutPhase.RolledBackInPart, story.State.Phase);
        Assert.Equal([$"{Off}: in part. {Foreign}"], Residue.Of(story.State).Select(one => one.Text));
        Assert.DoesNotContain(story.Said.Select(said => said.Body).OfType<TextBody>(), body => body.Lines.Append(body.Headline).Any(line => line.Contains("left out", StringComparison.Ordinal)));
    }

    [Fact]
    public void Given_another_step_that_was_left_out_when_a_step_saw_all_of_its_own_then_the_other_stays_named()
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound,
        [
            Planned(On), Planned(Code), new PlannedStep(Dns, new PlanningOutcome.Impossible("Access denied.", "Grant it.")), Planned(Off, Foreign),
        ]));
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        Do(story, On);
        Do(story, Code);
        End(story, isWhole: true);
        story.Validated();

        Assert.Equal(BackoutPhase.RolledBackInPart, story.State.Phase);
        Assert.Equal(["dns: left out of the plan. Access denied."], Residue.Of(story.State).Select(one => one.Text));
    }

    [Fact]
    public void Given_a_closing_step_that_is_planned_without_what_it_closes_then_it_says_what_stands_now_and_not_what_the_other_would_have_put_up()
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        PlannedStep off = new(Off, new PlanningOutcome.Planned(Story.Step(Off)) { BeforeAlone = Some });
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [Planned(Code), off]));
        Assert.Equal(Some, story.State.Plan!.Find(Off)!.Before);

        story.Send(new Replan(story.NextKey(), Story.Bob));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [Planned(On), Planned(Code), off]));
        Assert.Equal("new", story.State.Plan!.Find(Off)!.Before);
    }

    /// <summary>An approved plan that leaves somebody else's page, with all done but the step that takes ours away.</summary>
    private static Story WithForeignPage()
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [Planned(On), Planned(Code), Planned(Dns), Planned(Off, Foreign)]));
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        Do(story, On);
        Do(story, Code);
        Do(story, Dns);
        return story;
    }

    private static Story BlockedWithPage()
    {
        Story story = PageUp();
        FailOf(story, Code, stands: null);
        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        return story;
    }

    private static PlannedStep Planned(StepId id, string? without = null) =>
        new(id, new PlanningOutcome.Planned(Story.Step(id, supporting: id == On || id == Off)) { Without = without is null ? [] : [new PlanningOutcome.Impossible(without, "Have its owner remove it.") { Resource = "rule/1" }] });

    private static void Plan(Story story, StepVerification open) =>
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [Planned(On), Planned(Code), Planned(Dns), Planned(Off)]) { Open = [open] });

    private static void End(Story story, bool isWhole)
    {
        Begin(story, Off);
        Observe(story, Off, new Observation.Succeeded("done", []) { IsWhole = isWhole });
    }

    private static void FailOf(Story story, StepId step, SeenEffect? stands)
    {
        story.Send(new IntendStep(story.NextKey(), step));
        story.Send(new ReportStart(story.NextKey(), step, story.State.Steps[step].Attempt, new StartOutcome.Failed("denied.", "grant it.") { Stands = stands }));
    }

    private static IEnumerable<string> Open(Story story) => CardWriter.Write(story.State, story.Now).Cautions.Where(caution => caution.Contains(", since ", StringComparison.Ordinal));

    private static IReadOnlyList<string> Told(Story story, AudienceKind audience) =>
        story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>().Last(made => made.Audience == audience).Lines;
}
