using BackoutBot.Core.Backouts;
using BackoutBot.Core.Cards;
using BackoutBot.Slack.Rendering;
using SlackNet.Blocks;

namespace BackoutBot.Slack.Tests.Rendering;

public sealed class CardTests
{
    public static TheoryData<string> Names => new(Stages.All.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Given_a_stage_of_the_story_then_its_card_is_as_pinned(string stage)
    {
        var card = CardAt(stage);

        GoldenFile.Pins($"card-{stage}", new SlackMessage(SlackCardRenderer.Summary(card), SlackCardRenderer.Render(card, "#ops")));
    }

    [Fact]
    public void Given_the_pinned_cards_then_every_phase_that_a_backout_can_be_in_is_among_them_and_no_file_is_left_over()
    {
        // These three are regions around others, and no backout is in one of them alone.
        BackoutPhase[] regions = [BackoutPhase.Declared, BackoutPhase.RollingBack, BackoutPhase.Closed];

        Assert.Equal(
            Enum.GetValues<BackoutPhase>().Except(regions),
            Stages.All.Values.Select(make => make().State.Phase).Distinct().Order());
        Assert.Equal(Stages.All.Keys.Order(StringComparer.Ordinal), GoldenFile.Cards.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Given_a_stage_when_a_button_comes_back_then_it_says_the_same_as_the_card(string stage)
    {
        var card = CardAt(stage);
        Button[] buttons = [.. SlackCardRenderer.Render(card, "#ops").OfType<ActionsBlock>().SelectMany(block => block.Elements).Cast<Button>()];

        Assert.Equal(card.Buttons.Count, buttons.Length);
        Assert.Distinct(buttons.Select(button => button.ActionId));
        foreach (var (meant, button) in card.Buttons.Zip(buttons))
        {
            var value = PressValue.Parse(button.Value);
            Assert.NotNull(value);
            Assert.Equal((meant.Verb, card.Backout, "#ops", meant.Plan, meant.Step, meant.Prompt), (value.Verb, value.Backout, value.Channel, value.Plan, value.Step, value.Prompt));
            Assert.Equal(meant.Items?.Select(item => item.Item), value.Items);
            Assert.True(SlackActionIds.IsPress(button.ActionId));
            Assert.DoesNotContain(button.Value, character => character is '&' or '<' or '>');
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 0)]
    [InlineData(50, 10)]
    [InlineData(99, 19)]
    [InlineData(100, 20)]
    [InlineData(-5, 0)]
    [InlineData(140, 20)]
    public void Given_how_far_it_is_then_the_bar_is_full_only_at_the_end(int percent, int full)
    {
        var bar = SlackGlyphs.Bar(percent);

        Assert.Equal(full, bar.Count(character => character == '█'));
        Assert.Equal(20, bar.Trim('`').Length);
    }

    internal static Card CardAt(string stage)
    {
        var story = Stages.All[stage]();
        return CardWriter.Write(story.State, story.Now);
    }
}
