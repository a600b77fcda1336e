using BackoutBot.Core.Backouts;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Chat.Commands;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Tests.Backouts;
using BackoutBot.Core.Tests.Chat;
using BackoutBot.Slack.Rendering;
using CsCheck;
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
            Assert.Equal(new PressReading.Pressed(card.Backout, new ButtonPress(meant.Verb, meant.Plan, meant.Step, null)), value.Read());
            Assert.Equal(("#ops", meant.Prompt), (value.Channel, value.Prompt));
            Assert.Equal(meant.Items?.Select(item => item.Item.Value), value.Items);
            Assert.True(SlackActionIds.IsPress(button.ActionId));
            Assert.DoesNotContain(button.Value, character => character is '&' or '<' or '>');
        }
    }

    [Fact]
    public void Given_any_button_when_it_comes_back_through_its_dialog_or_without_one_then_the_press_is_the_one_that_was_meant() =>
        AnyPress.Any.Sample(any =>
        {
            var button = Assert.IsType<Button>(Assert.Single(SlackCardRenderer.Render(any.Card, "#ops").OfType<ActionsBlock>().Single().Elements));
            var pressed = PressValue.Parse(button.Value)!;
            var submitted = PressValue.Parse(SlackModals.Ask(pressed, "checkout-api").PrivateMetadata)!;

            Assert.Equal(any.Meant, (any.Button.Prompt is null ? pressed : submitted).Read(any.Input, any.Item?.Value));
        });

    [Fact]
    public void Given_more_steps_than_a_section_holds_then_whole_steps_are_shown_and_the_rest_is_counted_with_the_page_that_has_it()
    {
        var card = CardAt("awaiting-approval");
        var many = card with { Steps = [.. Enumerable.Range(1, 60).Select(number => card.Steps[0] with { Title = $"Step {number} of a very long plan" })] };

        string[] lines = Assert.Single(SlackCardRenderer.Render(many, "#ops").OfType<SectionBlock>(), block => block.Text?.Text.StartsWith("*Plan*", StringComparison.Ordinal) is true).Text.Text.Split('\n');

        string[] titles = [.. lines.Where(line => line.StartsWith('⚪'))];
        Assert.Equal(Enumerable.Range(1, titles.Length).Select(number => $"⚪ *Step {number} of a very long plan*"), titles);
        Assert.Equal($"… and {60 - titles.Length} more steps: type `/backout status checkout-api-1`", lines[^1]);
        Assert.Equal(1 + (2 * titles.Length) + 1, lines.Length);
        Assert.InRange(titles.Length, 15, 59);
    }

    [Fact]
    public void Given_a_card_full_of_long_texts_then_of_everything_there_is_as_much_as_there_is_room_for()
    {
        const string Long = "A sentence with \"quotes\" in it that somebody wrote without thinking of those who read it at night. ";
        var card = CardAt("awaiting-approval");
        var full = card with
        {
            Now = string.Concat(Enumerable.Repeat(Long, 30)),
            Facts = [.. Enumerable.Range(1, 12).Select(number => new CardFact($"Fact {number}", Long))],
            Steps = [.. Enumerable.Range(1, 60).Select(number => card.Steps[0] with { Title = $"Step {number}", Note = Long })],
            Cautions = [.. Enumerable.Range(1, 60).Select(number => $"Caution {number}: {Long}")],
            Checks = [.. Enumerable.Range(1, 22).Select(number => new CardCheck(new ItemId($"{number}.1"), "Check", CheckStatus.Fail, Long, Long))],
        };

        var blocks = SlackCardRenderer.Render(full, "#ops");

        SlackRules.HoldFor(blocks);
        string[] texts = [.. blocks.OfType<SectionBlock>().Select(block => block.Text?.Text ?? block.Fields[0].Text)];
        foreach (var (first, what) in ((string, string)[])[("*Fact 1*", "fact"), ("*Step 1*", "step"), ("Caution 1:", "caution"), ("*1.1 Check*", "check")])
        {
            Assert.Contains(texts, text => text.Contains(first, StringComparison.Ordinal));
            Assert.Contains(blocks.OfType<SectionBlock>().SelectMany(block => block.Fields.Append(block.Text)), text => text?.Text.Contains($" more {what}s: type", StringComparison.Ordinal) is true);
        }

        Assert.InRange(SlackSize.Of(blocks), 8_000, 12_000);
    }

    [Theory]
    [InlineData("not-ready", "… and * more **: type `* status *`")]
    [InlineData("unproven", "… and * more **: type `* status *`")]
    public void Given_a_card_without_room_when_the_command_that_it_names_is_typed_then_the_rest_is_told(string stage, string advice)
    {
        var state = Stages.All[stage]().State;
        var card = CardAt(stage);
        string[] left = [.. card.Checks.Where(check => check.Status is not CheckStatus.Pass).Select(check => check.Summary)];
        var full = card with { Facts = [], Steps = [], Cautions = [], Checks = [.. Enumerable.Repeat(card.Checks[0] with { Status = CheckStatus.Fail, Summary = new string('x', 400) }, 20), .. card.Checks] };
        string said = string.Join('\n', SlackCardRenderer.Render(full, "#ops").OfType<SectionBlock>().Select(block => block.Text?.Text));

        string[] named = Advised.By(said, advice);
        Assert.Equal(("check", "/backout"), (named[1] + named[2].TrimEnd('s'), named[3]));

        Assert.NotEmpty(left);
        string told = string.Join('\n', ChatTyping.Answer($"status {named[4]}", [state]).Lines);
        Assert.All(left, summary => Assert.Contains(summary, told, StringComparison.Ordinal));
    }

    [Fact]
    public void Given_more_buttons_than_there_is_room_for_then_those_about_the_whole_come_first_and_the_rest_is_named()
    {
        var card = CardAt("blocked");
        CardButton retry = card.Buttons[0];
        var many = card with { Buttons = [.. Enumerable.Range(1, 40).Select(number => retry with { Label = $"Retry step-{number}", Step = new StepId($"step-{number}") }), .. card.Buttons.Where(button => button.Step is null)] };

        var blocks = SlackCardRenderer.Render(many, "#ops");

        string[] shown = [.. blocks.OfType<ActionsBlock>().Single().Elements.Cast<Button>().Select(button => button.Text.Text)];
        Assert.Equal(25, shown.Length);
        Assert.Equal(["Plan again", "Abort", "Note"], shown[^3..]);
        var rest = blocks.OfType<ContextBlock>().Select(block => ((Markdown)block.Elements[0]).Text).First();
        Assert.StartsWith("No room for these buttons; type them after `/backout`: retry checkout-api-1 step-23, retry checkout-api-1 step-24", rest, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_buttons_without_room_when_what_stands_for_them_is_typed_outside_of_the_thread_then_it_says_the_same()
    {
        var state = Stages.All["blocked"]().State;
        var card = CardWriter.Write(state, Story.Begin);
        var crowded = card with { Buttons = [.. card.Buttons, .. Enumerable.Repeat(card.Buttons[^1], 25)] };
        CardButton[] left = [.. card.Buttons.Where(button => button.Step is not null)];
        string said = SlackCardRenderer.Render(crowded, "#ops").OfType<ContextBlock>().Select(block => ((Markdown)block.Elements[0]).Text).First();
        string after = Advised.By(said, "No room for these buttons; type them after `*`:")[0];
        string[] typed = said[(said.IndexOf($"`{after}`: ", StringComparison.Ordinal) + after.Length + 4)..].Split(", ");

        Assert.Equal([CardVerb.Retry, CardVerb.Skip], left.Select(button => button.Verb));
        Assert.All(left.Zip(typed), pair => Assert.Equal(
            Interpret(state, new ChatSubmission("1", "slack", Story.Bob, "#ops", state.Id, null, new ButtonPress(pair.First.Verb, null, pair.First.Step, pair.First.Prompt is null ? null : "it is up"))),
            Interpret(state, new ChatSubmission("1", "slack", Story.Bob, "#ops", null, pair.First.Prompt is null ? pair.Second : $"{pair.Second} it is up", null))));
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

    private static Interpretation Interpret(BackoutState state, ChatSubmission submission) =>
        ChatTyping.Read(submission, [state, Stages.All["running"]().State with { Id = new BackoutId("cart-api-3") }]);

    internal static Card CardAt(string stage)
    {
        var story = Stages.All[stage]();
        return CardWriter.Write(story.State, story.Now);
    }
}
