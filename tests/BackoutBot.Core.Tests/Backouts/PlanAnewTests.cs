using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Ids;
using BackoutBot.Core.RestorePoints;
using static BackoutBot.Core.Tests.Backouts.Story;

namespace BackoutBot.Core.Tests.Backouts;

/// <summary>Who may have another plan made once somebody has approved the one that is up.</summary>
public sealed class PlanAnewTests
{
    private static readonly PointTarget Elsewhere = new("code of v2.3.1", Begin, "v2.3.1");

    public static TheoryData<string> Ways => ["replan", "start to", "pause, replan", "stop, replan"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Given_an_approval_when_somebody_without_a_say_wants_another_plan_then_it_stays_and_they_are_told_who_may(string way)
    {
        Story story = Approved(way);
        string refused = Ask(story, way, Dave);

        Assert.StartsWith("Another plan would make void what bob", refused, StringComparison.Ordinal);
        Assert.NotNull(story.State.Plan);
        foreach (string name in Advised.By(refused, "Ask one of them: *.")[0].Split(", "))
        {
            Story again = Approved(way);
            Assert.Empty(Ask(again, way, new PersonId(name)));
            Assert.Equal(BackoutPhase.Planning, again.State.Phase);
        }
    }

    [Fact]
    public void Given_no_approval_yet_then_anybody_may_have_it_planned_anew()
    {
        Story story = Proposed();

        Assert.Empty(Ask(story, "replan", Dave));
        Assert.Equal(BackoutPhase.Planning, story.State.Phase);
    }

    [Fact]
    public void Given_a_plan_that_was_denied_after_an_approval_then_nothing_is_lost_and_anybody_may_have_it_planned_anew()
    {
        Story story = Proposed();
        story.Send(new Approve(story.NextKey(), Bob, story.State.Plan!.Hash));
        story.Send(new Approve(story.NextKey(), Carol, story.State.Plan!.Hash));
        StorySteps.Do(story, StorySteps.On);
        story.Send(new Pause(story.NextKey(), Bob));
        story.Send(new Replan(story.NextKey(), Bob));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. story.Service.Steps.Select(step => new PlannedStep(step.Id, new PlanningOutcome.Planned(Step(step.Id))))]));
        story.Send(new Approve(story.NextKey(), Bob, story.State.Plan!.Hash));
        story.Send(new Deny(story.NextKey(), Carol, null, "not so"));

        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        Assert.Empty(Ask(story, "replan", Dave));
    }

    private static Story Approved(string way)
    {
        Story story = Proposed();
        story.Send(new Approve(story.NextKey(), Bob, story.State.Plan!.Hash));
        switch (way)
        {
            case "pause, replan":
                story.Send(new Approve(story.NextKey(), Carol, story.State.Plan!.Hash));
                story.Send(new Pause(story.NextKey(), Dave));
                break;
            case "stop, replan":
                story.Send(new Stop(story.NextKey(), Dave, null, Deploying));
                break;
            default:
                break;
        }

        return story;
    }

    private static string Ask(Story story, string way, PersonId person)
    {
        int before = story.Journal.Count;
        story.Send(way is "start to" ? new Start(story.NextKey(), person, null) { To = Elsewhere } : new Replan(story.NextKey(), person));
        return string.Concat(story.Journal.Skip(before).Select(entry => entry.Event).OfType<CommandRefused>().Select(refused => refused.Explanation));
    }

    private static Story Proposed()
    {
        Story story = new Story(DefaultService with { Approvals = DefaultService.Approvals with { Quorum = 2 } }).Proposed();
        Assert.Equal(2, story.State.Quorum);
        return story;
    }
}
