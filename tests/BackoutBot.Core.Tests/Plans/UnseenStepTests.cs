using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Tests.Backouts;
using static BackoutBot.Core.Tests.Backouts.StorySteps;

namespace BackoutBot.Core.Tests.Plans;

/// <summary>What keeps the bot from looking or beginning is told once, on the card and in the thread, and so is that it is over.</summary>
public sealed class UnseenStepTests
{
    private static readonly StepId On = new("maintenance-on");
    private static readonly StepId Code = new("code");
    private static readonly StepId Dns = new("dns");

    [Fact]
    public void Given_a_step_at_work_that_can_not_be_looked_at_when_it_can_again_then_the_thread_says_both_once()
    {
        Story story = PageUp();
        Begin(story, Code);
        Observe(story, Code, new Observation.Running(25, "2 of 8"));
        Observe(story, Code, new Observation.Unseen("AWS throttles codedeploy:GetDeployment."));
        Observe(story, Code, new Observation.Unseen("AWS throttles codedeploy:BatchGetDeployments."));
        Assert.Equal("AWS throttles codedeploy:BatchGetDeployments.", CardWriter.Write(story.State, story.Now).Steps.Single(step => step.Id == Code).Note);

        Observe(story, Code, new Observation.Running(25, "2 of 8"));
        Observe(story, Code, new Observation.Running(50, "4 of 8"));

        Assert.Equal(
            ["Take code back can't be looked at: AWS throttles codedeploy:GetDeployment.", "Take code back is seen again: 2 of 8"],
            Told(story).Where(headline => headline.Contains("looked at", StringComparison.Ordinal) || headline.Contains("seen again", StringComparison.Ordinal)));
    }

    [Fact]
    public void Given_an_attempt_that_could_not_be_looked_at_when_the_next_one_can_not_either_then_that_is_told_again_and_nothing_is_seen_again_before()
    {
        Story story = PageUp();
        Begin(story, Code);
        Observe(story, Code, new Observation.Unseen("AWS throttles codedeploy:GetDeployment."));
        Observe(story, Code, new Observation.Failed("It failed.", "Retry."));
        story.Send(new Retry(story.NextKey(), Story.Bob, Code));
        Begin(story, Code);
        Observe(story, Code, new Observation.Running(25, "2 of 8"));
        Assert.DoesNotContain(Told(story), headline => headline.Contains("is seen again", StringComparison.Ordinal));

        Observe(story, Code, new Observation.Unseen("AWS throttles codedeploy:GetDeployment."));
        Assert.Equal(2, Told(story).Count(headline => headline.Contains("can't be looked at", StringComparison.Ordinal)));
    }

    [Fact]
    public void Given_an_approved_plan_whose_first_step_can_not_begin_for_want_of_a_read_then_card_and_thread_say_which_and_why_until_it_begins()
    {
        Story story = new Story().Approved();
        story.Send(new ReportHeldUp(story.NextKey(), On, "AWS throttles elasticloadbalancing:DescribeRules."));
        story.Pass(TimeSpan.FromSeconds(30));
        story.Send(new ReportHeldUp(story.NextKey(), On, "AWS throttles elasticloadbalancing:DescribeTags."));

        Assert.Equal(["Take maintenance-on back can't begin yet: AWS throttles elasticloadbalancing:DescribeRules. It is tried again and again."], Told(story).Where(headline => headline.Contains("can't begin", StringComparison.Ordinal)));
        Assert.Contains($"can't begin yet, since {story.Now - TimeSpan.FromSeconds(30):HH:mm:ss} UTC: AWS throttles elasticloadbalancing:DescribeTags.", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);

        Begin(story, On);
        Assert.Null(story.State.Steps[On].HeldUp);
        Assert.DoesNotContain("can't begin", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_two_steps_that_can_not_begin_when_both_are_tried_again_and_again_then_each_is_told_once_and_written_down_once()
    {
        Story story = PageUp();
        for (int round = 0; round < 3; round++)
        {
            Hold(story, Code);
            Hold(story, Dns);
        }

        Assert.Equal(
            ["Take code back can't begin yet: AWS throttles. It is tried again and again.", "Take dns back can't begin yet: AWS throttles. It is tried again and again."],
            Told(story).Where(headline => headline.Contains("can't begin", StringComparison.Ordinal)));
        Assert.Equal(2, story.Journal.Count(entry => entry.Event is StepHeldUp));
        Assert.Contains(
            $"«Take code back» can't begin yet, since {story.Now:HH:mm:ss} UTC: AWS throttles. «Take dns back» can't begin yet, since {story.Now:HH:mm:ss} UTC: AWS throttles. They are tried again and again.",
            CardWriter.Write(story.State, story.Now).Now,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Given_two_steps_that_can_not_begin_when_one_does_and_the_other_is_skipped_then_neither_is_said_to_be_kept_any_more()
    {
        Story story = PageUp();
        Hold(story, Code);
        Hold(story, Dns);

        Do(story, Code);
        Assert.Contains("«Take dns back» can't begin yet", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
        story.Send(new Skip(story.NextKey(), Story.Bob, Dns, "by hand"));

        Assert.DoesNotContain("can't begin", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
    }

    private static void Hold(Story story, StepId step) => story.Send(new ReportHeldUp(story.NextKey(), step, "AWS throttles."));

    private static IEnumerable<string> Told(Story story) => story.Said.Select(said => said.Body).OfType<TextBody>().Select(body => body.Headline);
}
