using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Chat.Commands;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using BackoutBot.Core.Tests.Advice;
using static BackoutBot.Core.Tests.Backouts.StorySteps;
using Start = BackoutBot.Core.Backouts.Commands.Start;

namespace BackoutBot.Core.Tests.Backouts;

/// <summary>What an undo deploys and a person has stopped is deployed again by nothing but a person's word.</summary>
public sealed class StopOfUndoTests
{
    [Fact]
    public void Given_a_stop_in_the_midst_of_an_undo_when_it_is_up_and_when_it_runs_then_nobody_is_told_that_a_plan_to_roll_back_follows()
    {
        Story story = StopAskedFor();
        Assert.Contains("No plan follows by itself, for the undo of checkout-api-0 would deploy again: a person then decides.", Card(story).Now, StringComparison.Ordinal);
        Assert.Contains(Card(story).Buttons, button => button.Label == "Plan the undo instead");
        story.Send(new Approve(story.NextKey(), Story.Carol, story.State.Plan!.Hash));
        story.RunSteps();

        Assert.DoesNotContain(Told(story), text => text.Contains("roll back", StringComparison.Ordinal) || text.Contains("go back", StringComparison.Ordinal));
        Assert.Contains("checkout-api: the deployment that is going out is being stopped; the team then decides how to proceed.", Told(story));
        Assert.Contains("checkout-api: the stop of the deployment that was going out is over; the team is deciding how to proceed.", Told(story));
    }

    [Fact]
    public void Given_a_stop_in_the_midst_of_an_undo_that_deploys_nothing_when_it_is_up_then_nobody_is_told_that_the_undo_would_deploy()
    {
        var story = new Story();
        story.Send(new Start(story.NextKey(), Story.Alice, null) { Undoes = new Undoing(Story.Alice, null, [Story.Step(Dns)]) { Of = new BackoutId("checkout-api-0") } });
        story.Send(new ReportRestorePoint(story.NextKey(), Point("v2.4.0"), "kept"));
        Propose(story, Dns);
        story.Send(new Stop(story.NextKey(), Story.Alice, null, Story.Deploying));

        Assert.Contains("No plan follows by itself: a person then decides whether the undo of checkout-api-0, which deploys nothing, goes on.", Card(story).Now, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_stop_in_the_midst_of_an_undo_when_it_is_done_then_no_plan_is_made_and_the_card_says_what_was_stopped_and_what_can_be_done()
    {
        Story story = Over();

        Assert.Equal((BackoutPhase.Blocked, null, null), (story.State.Phase, story.State.Plan, story.State.Stopping));
        Assert.DoesNotContain(story.Agenda, work => work is Core.Backouts.Agenda.Work.MakePlan);
        Assert.StartsWith("The stop that alice asked for is over. «Stop deployment d-ABC of v2.4.0 to prod now»: done. done.", Card(story).Now, StringComparison.Ordinal);
        Assert.Contains("checkout-api: the stop is over, and a person must decide what follows.", Told(story));
    }

    [Fact]
    public void Given_a_deployment_that_ended_before_it_was_stopped_in_the_midst_of_an_undo_then_no_plan_is_made_either()
    {
        Story story = StopAskedFor();
        story.Send(new Approve(story.NextKey(), Story.Carol, story.State.Plan!.Hash));
        story.Send(new IntendStep(story.NextKey(), Story.StopStep.Id) { Basis = [new StepBasis(Story.StopStep.Id, [new BasisFact("deployment d-ABC", "failed")])] });

        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        Assert.Contains("Nothing was done by it. deployment d-ABC: it was going out when the plan was made, and is failed.", Card(story).Now, StringComparison.Ordinal);
        Assert.Contains(story.Said, said => said.Body is TextBody { Headline: var text } && text.EndsWith("Nothing was done by it; a person decides what follows.", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_a_stop_in_the_midst_of_an_undo_that_is_over_when_the_undo_is_planned_again_as_the_card_says_then_it_is()
    {
        Story story = Over();
        Advised.By(Card(story).Waiting, "Anybody: have the undo planned again, replan; or go another way, start * to <version or point>; what is kept is listed by: points *");
        story.Does(Story.Alice, "replan");

        Assert.Equal((BackoutPhase.Planning, "checkout-api-0"), (story.State.Phase, story.State.Undoing?.Of?.Value));
        Assert.Null(story.State.Stopped);
        Plan(story);
        Assert.DoesNotContain("The stop that", Card(story).Now, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_stop_in_the_midst_of_an_undo_that_is_over_when_another_way_is_gone_as_the_card_says_then_it_goes_back_from_what_the_undo_had_brought()
    {
        Story story = Over();
        string[] told = Advised.By(Card(story).Waiting, "Anybody: have the undo planned again, replan; or go another way, start * to <version or point>; what is kept is listed by: points *");
        Assert.IsType<Interpretation.ReadPoints>(story.Read(Story.Alice, $"points {told[1]}"));
        story.Does(Story.Alice, $"start {told[0]} to v2.3.1");
        story.Send(new ReportRestorePoint(story.NextKey(), Point("v2.3.1"), "kept") { For = story.State.Target });
        Plan(story, "v2.4.0");

        Assert.Null(story.State.UndoingAll);
        Assert.Equal("v2.4.0 → v2.3.1", Card(story).Facts.Single(fact => fact.Name == "From → to").Value);
        Assert.DoesNotContain(story.State.Plan!.Remarks, remark => remark.Contains("somebody deployed it since", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_a_stop_in_the_midst_of_an_undo_that_is_over_when_it_is_given_up_as_the_card_says_then_it_ends()
    {
        Story story = Over();
        Advised.By(Card(story).Waiting, "Or an approver: abort.");
        story.Does(Story.Bob, "abort enough");
        story.RunSteps().Send(new WritePostMortem(story.NextKey()));

        Assert.True(story.State.IsClosed);
    }

    [Fact]
    public void Given_a_stop_in_the_midst_of_an_undo_that_is_denied_then_the_undo_is_where_it_was()
    {
        Story story = StopAskedFor();
        story.Send(new Deny(story.NextKey(), Story.Carol, null, "let it be"));

        Assert.Equal(BackoutPhase.Paused, story.State.Phase);
        Assert.NotNull(story.State.Plan!.Find(Code));
    }

    /// <summary>An undo whose page is up and whose code step hangs was paused, the step skipped, and a stop asked for by alice.</summary>
    private static Story StopAskedFor()
    {
        var service = Story.DefaultService with { Audiences = [new Audience(AudienceKind.TeamLeads, "#leads"), new Audience(AudienceKind.Managers, "#managers")] };
        var story = new Story(service);
        story.Send(new Start(story.NextKey(), Story.Alice, "v2.3.1 was worse") { Undoes = new Undoing(Story.Alice, null, [Story.Step(Code)]) { Of = new BackoutId("checkout-api-0"), To = Release.Of([Component("v2.4.0")]) } });
        story.Send(new ReportRestorePoint(story.NextKey(), Point("v2.4.0"), "kept"));
        Plan(story, "v2.3.1");
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        Do(story, On);
        Begin(story, Code);
        story.Pass(TimeSpan.FromHours(2)).Tick();
        story.Send(new Pause(story.NextKey(), Story.Alice));
        Assert.Null(story.Send(new Skip(story.NextKey(), Story.Bob, Code, "it hangs")).Refusal);
        Assert.Null(story.Send(new Stop(story.NextKey(), Story.Alice, "it hangs", Story.Deploying)).Refusal);
        return story;
    }

    /// <summary>The same, and it is stopped.</summary>
    private static Story Over()
    {
        Story story = StopAskedFor();
        story.Send(new Approve(story.NextKey(), Story.Carol, story.State.Plan!.Hash));
        return story.RunSteps();
    }

    private static void Plan(Story story, string runs = "v2.4.0") => story.Send(
        new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. story.Service.Steps.Where(step => step.Id != Dns).Select(step => new PlannedStep(step.Id, new PlanningOutcome.Planned(Story.Step(step.Id, supporting: step.Id != Code) with { Deadline = TimeSpan.FromHours(1) })))])
        {
            For = story.State.Target,
            Leaving = Release.Of([Component(runs)]),
        });

    private static RestorePoint Point(string version) => new(Story.Begin, [new CapturedState("code", "prod", version, System.Text.Json.JsonDocument.Parse("{}").RootElement) { Release = Component(version) }], []);

    private static ReleaseComponent Component(string version) => new("prod", $"code of {version}", version);

    private static Card Card(Story story) => CardWriter.Write(story.State, story.Now);

    private static IEnumerable<string> Told(Story story) => story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>().Where(made => made.Occasion is not "requested").Select(made => made.Headline);
}
