using System.Net;
using System.Text.RegularExpressions;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Slack.Rendering;
using CsCheck;
using SlackNet.Blocks;

namespace BackoutBot.Slack.Tests.Rendering;

public sealed partial class HostileTextTests
{
    [Fact]
    public void Given_any_text_in_mrkdwn_then_nothing_in_it_acts() => Hostile.Text.Sample(text =>
    {
        var escaped = Mrkdwn.Escape(text, 3_000);

        SlackRules.HoldForText(escaped);
        Assert.InRange(escaped.Length, 1, 3_000);
        Assert.DoesNotContain('\n', escaped);
        Assert.DoesNotMatch(CanFormat(), escaped);
        Assert.False(escaped.StartsWith("&gt;", StringComparison.Ordinal), "It would be a quotation.");
    });

    [Fact]
    public void Given_any_text_when_it_is_cut_then_what_is_left_is_its_beginning_and_that_it_was_cut_is_said() =>
        Gen.Select(Hostile.Text, Gen.Int[10, 4_000]).Sample((text, limit) =>
        {
            var visible = VisibleText.Of(text);

            var escaped = EscapedText.Of(visible, limit);

            Assert.InRange(escaped.Length, 1, limit);
            SlackRules.HoldForText(escaped);
            if (string.IsNullOrWhiteSpace(visible))
            {
                Assert.Equal("–", escaped);
                return;
            }

            var cut = CutMark().Match(escaped);
            var seen = WebUtility.HtmlDecode(cut.Success && WebUtility.HtmlDecode(escaped) != visible ? escaped[..cut.Index] : escaped);
            Assert.StartsWith(seen, visible, StringComparison.Ordinal);
            if (cut.Groups["count"] is { Success: true } count && seen.Length < visible.Length)
            {
                Assert.Equal(visible.Length - seen.Length, int.Parse(count.Value));
            }
        });

    [Theory]
    [InlineData("<!channel> go", "&lt;!channel&gt; go")]
    [InlineData("a & b &amp; c", "a &amp; b &amp;amp; c")]
    [InlineData(":`a`_b:", "꞉ˋaˋˍb:")]
    [InlineData("*all* _is_ ~well~ `now`", "∗all∗ ˍisˍ ∼well∼ ˋnowˋ")]
    [InlineData("my_service in i-0c0ffee_01", "my_service in i-0c0ffee_01")]
    [InlineData("a__b __init__", "a__b ˍˍinitˍˍ")]
    [InlineData(":white_check_mark: at 03:12:00 :100:", "꞉white_check_mark: at 03:12:00 ꞉100:")]
    [InlineData("> quoted", "› quoted")]
    [InlineData("safe\u202Egpj.exe", "safe⟨U+202E⟩gpj.exe")]
    [InlineData("one\r\ntwo", "one two")]
    [InlineData(" \n ", "–")]
    public void Given_a_text_then_it_is_shown_as(string text, string shown) => Assert.Equal(shown, Mrkdwn.Escape(text, 3_000));

    [Fact]
    public void Given_half_a_surrogate_pair_then_its_place_is_marked() => Assert.Equal("half \uFFFD pair 😀", Mrkdwn.Escape("half \uD83D pair 😀", 3_000));

    [Fact]
    public void Given_an_entity_or_a_pair_at_the_limit_then_it_is_left_out_whole()
    {
        Assert.Equal(new string('a', 9) + "…", EscapedText.Of(new string('a', 9) + "&b", 10));
        Assert.Equal(new string('a', 8) + "…", EscapedText.Of(new string('a', 8) + "😀b", 10));
        Assert.Equal($"{new string('a', 140)}… (9860 more characters)", EscapedText.Of(new string('a', 10_000), 180));
    }

    [Fact]
    public void Given_any_card_then_Slack_takes_it_and_nothing_in_it_acts() => Hostile.Card.Sample(card =>
    {
        var blocks = SlackCardRenderer.Render(card, "#ops");

        SlackRules.HoldFor(blocks);
        SlackRules.HoldForText(SlackCardRenderer.Summary(card));
    }, iter: 200);

    [Fact]
    public void Given_any_card_then_its_headline_who_is_waited_for_its_progress_and_every_button_survive() => Hostile.Card.Sample(card =>
    {
        var blocks = SlackCardRenderer.Render(card, "#ops");

        Assert.StartsWith(SlackGlyphs.Of(card.Tone), Assert.IsType<HeaderBlock>(blocks[0]).Text.Text, StringComparison.Ordinal);
        var sections = blocks.OfType<SectionBlock>().Select(block => block.Text?.Text ?? "").ToList();
        Assert.Equal(card.Waiting is not null, sections.Exists(text => text.StartsWith("⏳ *Waiting for:* ", StringComparison.Ordinal)));
        Assert.Contains(sections, text => text.StartsWith(SlackGlyphs.Bar(card.Progress!.Percent), StringComparison.Ordinal));
        var shown = blocks.OfType<ActionsBlock>().Sum(block => block.Elements.Count);
        Assert.True(shown == card.Buttons.Count || blocks.OfType<ContextBlock>().Any(block => ((Markdown)block.Elements[0]).Text.StartsWith("No room for these buttons", StringComparison.Ordinal)));

        string[] texts = [.. blocks.OfType<SectionBlock>().SelectMany(block => block.Text is { } text ? [text] : block.Fields).Concat(blocks.OfType<ContextBlock>().SelectMany(block => block.Elements).Cast<TextObject>()).Select(text => text.Text)];
        foreach (var (count, begin, what) in ((int, string, string)[])[(card.Steps.Count, "*Plan*", "step"), (card.Cautions.Count, "⚠️ ", "caution"), (card.Checks.Count, "*Checks*", "check"), (card.Facts.Count, "*", "fact")])
        {
            Assert.True(count == 0 || texts.Any(text => text.StartsWith(begin, StringComparison.Ordinal) || text.Contains($" more {what}", StringComparison.Ordinal)), $"Of {count} {what}s nothing is said.");
        }

        // A card's own five or six buttons always have room, whatever is written on them.
        Assert.True(shown >= Math.Min(6, card.Buttons.Count(button => button.Step is null && button.Prompt is null)), $"{shown} of {card.Buttons.Count} buttons");
    }, iter: 200);

    [Fact]
    public void Given_any_text_message_then_Slack_takes_it_and_nothing_in_it_acts() =>
        Gen.Select(Hostile.Text, Hostile.Text.Array[0, 60], Gen.Enum<CardTone>()).Sample((headline, lines, tone) =>
        {
            var (text, blocks) = SlackTextRenderer.Render(new TextBody(tone, headline, lines));

            SlackRules.HoldForText(text);
            SlackRules.HoldFor(blocks);
        }, iter: 200);

    [Fact]
    public void Given_many_lines_that_JSON_escapes_then_Slack_takes_what_fits_and_is_told_how_many_more_there_are()
    {
        var (_, blocks) = SlackTextRenderer.Render(new TextBody(CardTone.Danger, new string('"', 2_900), [.. Enumerable.Repeat(new string('\\', 1_400), 6)]));

        SlackRules.HoldFor(blocks);
        var shown = blocks.OfType<SectionBlock>().Sum(block => block.Text.Text.Split('\n').Count(line => line.StartsWith("• ", StringComparison.Ordinal)));
        Assert.Contains($"… and {6 - shown} more line", ((SectionBlock)blocks[^1]).Text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_any_document_then_nothing_in_its_comment_acts() =>
        Gen.Select(Hostile.Text, Hostile.Text, Hostile.Text).Sample((title, cell, rest) =>
        {
            var comment = SlackDocumentRenderer.Comment(new DocumentBody(title, $"# {title}\n\n| | |\n| --- | --- |\n| Outcome | {cell} |\n{rest}"));

            SlackRules.HoldForText(comment);
            Assert.InRange(comment.Length, 1, 4_000);
            Assert.All(comment.Split('\n'), line => Assert.True(line.StartsWith("📄 *", StringComparison.Ordinal) || line.StartsWith('*'), line));
        });

    [Fact]
    public void Given_any_press_then_its_modal_is_one_that_Slack_takes() =>
        Gen.Select(Gen.Enum<CardVerb>(), Hostile.Text, Hostile.Text, Gen.Bool).Sample((verb, prompt, title, items) =>
        {
            var press = new PressValue(verb.ToString(), "checkout-api-1", "#ops", null, null, prompt.Length > 300 ? prompt[..300] : prompt, items ? ["9.1", "7.1"] : null);

            var view = SlackModals.Ask(press, title);

            SlackRules.HoldFor(view, blocks: 100);
            Assert.InRange(view.Title.Text.Length, 1, 24);
            Assert.InRange(view.Submit.Text.Length, 1, 24);
            Assert.InRange(view.PrivateMetadata.Length, 1, 3_000);
        });

    [Fact]
    public void Given_any_text_then_as_a_press_value_it_is_no_press() => Hostile.Text.Sample(text => Assert.Null(PressValue.Parse(text)));

    // What mrkdwn would format: a marker, an underscore beside anything but a letter or digit, an emoji's code.
    [GeneratedRegex(@"[*~`]|(?<![A-Za-z0-9_])_|_(?![A-Za-z0-9_])|:(?![0-9]{2}:)[\w+'-]+:")]
    private static partial Regex CanFormat();

    [GeneratedRegex(@"…( \((?<count>\d+) more characters\))?\z")]
    private static partial Regex CutMark();
}
