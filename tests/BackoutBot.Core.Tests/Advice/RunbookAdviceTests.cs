using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Chat.Commands;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Runbooks;
using BackoutBot.Core.Tests.Backouts;
using static BackoutBot.Core.Tests.Backouts.Story;

namespace BackoutBot.Core.Tests.Advice;

/// <summary>The commands that a runbook names are there.</summary>
public sealed class RunbookAdviceTests
{
    [Fact]
    public void Given_a_runbook_when_its_commands_are_typed_then_the_bot_keeps_still_and_what_was_done_is_written_down()
    {
        Story story = WithLines();
        story.Does(Bob, $"approve {story.State.Plan!.Hash.Value[..8]}");
        string runbook = Text(story);

        Advised.By(runbook, "Keep the bot from doing the same: `/backout halt`, or stop its process.");
        Assert.Equal(HaltAct.Halt, Assert.IsType<Interpretation.OnHalt>(story.Read(Bob, "halt")).Act);
        Advised.By(runbook, "Write down what you did: `/backout note …` when the bot is back.");
        story.Does(Bob, "note code is back by hand");
    }

    [Fact]
    public void Given_a_runbook_of_a_plan_that_is_up_when_nobody_approves_then_no_step_begins()
    {
        Story story = WithLines();
        Advised.By(Text(story), "Keep the bot from doing the same: let nobody approve the plan, or stop the bot's process.");

        Assert.Empty(story.RunSteps().State.Effects);
        Assert.False(story.State.HasActed);
    }

    [Fact]
    public void Given_a_step_without_lines_when_it_is_planned_again_then_that_is_asked_for()
    {
        Story story = new Story().Proposed(Step(Scenes.Code));
        Advised.By(Text(story), "Have it planned again: `/backout replan`.");

        story.Does(Bob, "replan");
        Assert.Equal(Core.Backouts.BackoutPhase.Planning, story.State.Phase);
    }

    private static string Text(Story story) => RunbookWriter.Write(story.State).Markdown;

    private static Story WithLines() => new Story().Proposed(Step(Scenes.Code) with { Runbook = new StepRunbook([], [new RunbookLine("Deploy v2.3.1", "aws deploy create-deployment", Changes: true)]) });
}
