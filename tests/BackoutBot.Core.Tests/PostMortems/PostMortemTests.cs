using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.PostMortems;
using BackoutBot.Core.Tests.Backouts;

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
    }

    [Fact]
    public void Given_a_denied_plan_when_the_post_mortem_is_written_then_it_says_who_denied_why_and_that_nothing_was_changed()
    {
        Story story = new Story().Proposed();
        story.Send(new Deny(story.NextKey(), Story.Bob, null, "a hotfix is on its way"));
        story.Send(new WritePostMortem(story.NextKey()));

        PostMortemWritten review = story.Journal.Select(entry => entry.Event).OfType<PostMortemWritten>().Single();
        Assert.Contains("stood down", review.Title, StringComparison.Ordinal);
        Assert.Contains("bob denied: a hotfix is on its way", review.Markdown, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", review.Markdown, StringComparison.Ordinal);
    }
}
