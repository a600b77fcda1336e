using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Chat.Commands;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Tests.Backouts;
using BackoutBot.Slack.Rendering;
using Newtonsoft.Json;
using SlackNet;
using SlackNet.Blocks;

namespace BackoutBot.Slack.Tests.Rendering;

public sealed class MessageTests
{
    [Theory]
    [InlineData("abandoned")]
    [InlineData("rolled-back")]
    [InlineData("stood-down")]
    public void Given_what_was_said_in_a_thread_then_it_is_as_pinned(string stage)
    {
        var story = Stages.All[stage]();

        GoldenFile.Pins($"thread-{stage}", story.Said.Where(message => message.Thread is not null).Select(object (message) => message.Body switch
        {
            TextBody text => SlackTextRenderer.Render(text),
            DocumentBody document => SlackDocumentRenderer.Comment(document),
            var other => throw new InvalidOperationException($"{other} is not said in a thread."),
        }));
    }

    [Fact]
    public void Given_a_long_text_then_whole_lines_are_shown_and_the_rest_is_counted()
    {
        string[] lines = [.. Enumerable.Range(1, 400).Select(number => $"line {number} of a long explanation")];

        var blocks = SlackTextRenderer.Render(new TextBody(CardTone.Quiet, "Long", lines)).Blocks;

        var shown = blocks.Skip(1).Cast<SectionBlock>().SelectMany(block => block.Text.Text.Split('\n')).ToList();
        var last = shown[^1];
        Assert.All(shown.SkipLast(1).Zip(lines), pair => Assert.Equal($"• {pair.Second}", pair.First));
        Assert.Equal($"… and {lines.Length - (shown.Count - 1)} more lines. All of it is in the console.", last);
        Assert.InRange(shown.Count, 200, 399);
    }

    [Fact]
    public void Given_a_line_break_within_a_line_then_it_can_not_pass_for_a_line_of_its_own()
    {
        var blocks = SlackTextRenderer.Render(new TextBody(CardTone.Quiet, "Said", ["harmless\n• bob approved", "second"])).Blocks;

        Assert.Equal("• harmless\n\u2003• bob approved\n• second", ((SectionBlock)blocks[1]).Text.Text);
    }

    [Fact]
    public void Given_help_then_every_command_is_in_it_and_as_pinned()
    {
        var help = SlackHelpRenderer.Render();

        GoldenFile.Pins("help", help);
        var text = string.Concat(help.Blocks.OfType<SectionBlock>().Select(block => block.Text.Text));
        Assert.All(ChatVerb.All, verb => Assert.Contains($"• {verb.Name}", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("skip", "help-skip")]
    [InlineData("aprove", "help-near")]
    [InlineData("<!channel>", "help-unknown")]
    public void Given_help_on_a_word_then_it_is_as_pinned(string word, string name) => GoldenFile.Pins(name, SlackHelpRenderer.Render(word));

    [Theory]
    [InlineData("awaiting-approval", CardVerb.Deny)]
    [InlineData("blocked", CardVerb.Skip)]
    [InlineData("blocked", CardVerb.Abort)]
    [InlineData("validating", CardVerb.Accept)]
    [InlineData("running", CardVerb.Note)]
    [InlineData("not-ready", CardVerb.Attest)]
    public void Given_a_button_that_asks_for_something_then_its_modal_is_as_pinned(string stage, CardVerb verb)
    {
        var card = CardTests.CardAt(stage);
        var press = PressValue.Of(card, Assert.Single(card.Buttons, button => button.Verb == verb), "#ops");

        GoldenFile.Pins($"modal-{verb.ToString().ToLowerInvariant()}", SlackModals.Ask(press, card.Title));
    }

    [Fact]
    public void Given_a_modal_that_was_submitted_then_it_reads_as_the_press_with_what_was_put_in()
    {
        var press = new PressValue("Attest", "checkout-api-1", "#ops", Items: ["9.1"]);
        var view = SlackModals.Ask(press, "checkout-api · production");
        const string Submitted = """
            {"values":{"backoutbot.item":{"backoutbot.item":{"type":"static_select","selected_option":{"text":{"type":"plain_text","text":"9.1"},"value":"9.1"}}},
            "backoutbot.input":{"backoutbot.input":{"type":"plain_text_input","value":"  I called them.  "}}}}
            """;

        var state = JsonConvert.DeserializeObject<ViewState>(Submitted, Default.JsonSettings().SerializerSettings);

        Assert.Equal(
            new PressReading.Pressed(new BackoutId("checkout-api-1"), new ButtonPress(CardVerb.Attest, null, null, "I called them.", new ItemId("9.1"))),
            SlackModals.Read(PressValue.Parse(view.PrivateMetadata)!, state));
    }

    [Fact]
    public void Given_open_backouts_then_the_home_tab_shows_those_in_trouble_first_with_a_link_to_each_thread()
    {
        var open = ((string[])["watching", "running", "blocked", "awaiting-approval"]).Select((stage, at) => Stages.All[stage]().State with { Id = new BackoutId($"checkout-api-{at}") }).ToList();
        var now = Story.Begin.AddMinutes(10);

        var view = SlackHomeRenderer.Render(open, [], now, backout => backout.Value == "checkout-api-0" ? null : new Uri($"https://shop.slack.example/archives/C0OPS/p{backout.Value[^1]}"));

        GoldenFile.Pins("home", view);
        SlackRules.HoldFor(view.Blocks.Where(block => block is not SectionBlock).ToList());
        Assert.Equal(["🔴", "🟡", "🔵", "⚪"], view.Blocks.OfType<SectionBlock>().Select(block => block.Text.Text.Split(' ')[0]));
        Assert.Equal(3, view.Blocks.OfType<SectionBlock>().Count(block => block.Accessory is Button { Url: not null }));
    }

    [Fact]
    public void Given_no_open_backout_then_the_home_tab_says_so_and_how_to_begin() => GoldenFile.Pins("home-empty", SlackHomeRenderer.Render([], [], Story.Begin));

    [Fact]
    public void Given_a_halt_then_the_home_tab_says_so_and_forges_no_mention()
    {
        var view = SlackHomeRenderer.Render([], [], Story.Begin, ban: "Halted by alice (<!channel>): nothing new is written to AWS.");

        Assert.Contains(view.Blocks.OfType<SectionBlock>(), block => block.Text.Text.Contains("Halted by alice", StringComparison.Ordinal) && !block.Text.Text.Contains("<!", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_more_open_backouts_than_fit_then_the_home_tab_counts_the_rest_and_the_command_that_it_names_lists_them()
    {
        var open = Enumerable.Range(0, 40).Select(at => Stages.All["running"]().State with { Id = new BackoutId($"checkout-api-{at}") }).ToList();

        var view = SlackHomeRenderer.Render(open, [], Story.Begin.AddHours(1));

        Assert.InRange(view.Blocks.Count, 1, 100);
        string more = view.Blocks.OfType<ContextBlock>().Select(block => ((Markdown)block.Elements[0]).Text).Single(text => text.StartsWith('…'));
        string[] told = Advised.By(more, "… and * more: type `* list`");
        Assert.Equal(("15", "/backout", 40), (told[0], told[1], ChatTyping.Answer("list", open).Lines.Count));
    }
}
