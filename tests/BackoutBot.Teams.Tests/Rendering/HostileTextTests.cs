using System.Text;
using BackoutBot.Console.Tests.Fakes;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Steps;
using BackoutBot.Teams.Rendering;
using CsCheck;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Tests.Rendering;

/// <summary>Whatever people and AWS write, it can't act, can't disguise itself, and can't break a message's limits.</summary>
public sealed class HostileTextTests
{
    private static readonly Gen<string> Piece = Gen.OneOf(
        "<at>everyone</at>", "[click](https://evil.example)", "**bold**", "_x_", "# head", "\n- list", "1. one", "\r\n", "\t", "`code`", "![i](https://evil.example/x.png)",
        "\u202E", "\u2066", "\u200B", "\uFEFF", "\U000E0041", "\0", "\u001B[31m", "\uD800", "\uDC00", "{{DATE(2017-02-14T06:00:00Z)}}", "{{{{", "${x}", "\"\\", "&lt;", "漢字", "😀", "é", "plain words", "|", "~~s~~");

    private static readonly Gen<string> Hostile = Gen.OneOf(
        Piece.Array[0, 12].Select(string.Concat),
        Gen.Select(Piece, Gen.Int[1_000, 10_000]).Select((piece, length) => string.Concat(Enumerable.Repeat(piece, (length / piece.Length) + 1))));

    private static readonly Gen<Card> AnyCard = Gen.Select(
        Hostile.Array[12],
        Gen.Int[0, 40],
        Gen.Int[0, 40],
        Gen.Int[0, 30],
        Gen.Int[0, 12],
        Gen.Enum<CardTone>()).Select((texts, steps, checks, cautions, buttons, tone) => new Card(
            new BackoutId("checkout-api-17"),
            texts[0],
            tone,
            texts[1],
            texts[2],
            texts[3],
            new CardProgress(steps, texts[4]),
            [.. Enumerable.Range(0, cautions).Select(_ => new CardFact(texts[5], texts[6]))],
            [.. Enumerable.Range(0, steps).Select(number => new CardStep(new StepId($"s{number}"), texts[7], texts[8], texts[9], (StepPhase)(number % 7), number, texts[10]))],
            [.. Enumerable.Range(0, checks).Select(number => new CardCheck(new ItemId($"{number}.1"), texts[11], (CheckStatus)(number % 5), texts[6], texts[7]))],
            [.. Enumerable.Range(0, cautions).Select(_ => texts[9])],
            [.. Enumerable.Range(0, buttons).Select(number => new CardButton((CardVerb)number, "Press", ButtonStyle.Plain, Prompt: number % 2 == 0 ? texts[2] : null, Confirm: number % 3 == 0 ? texts[3] : null, ForApprovers: number % 4 == 0))],
            texts[8]));

    [Fact]
    public void Given_any_card_when_it_is_rendered_then_it_keeps_the_rules_and_nothing_in_it_can_act() => AnyCard.Sample(
        card =>
        {
            JObject rendered = TeamsCardRenderer.Render(card, "#ops", forApprover: true, ["29:bob"]);

            Assert.Empty(AdaptiveCardRules.Faults(rendered));
            AssertInert(rendered);
            AssertHeadlineAndButtons(card, rendered);
            AssertAllIsShownOrNamed(card, rendered);
        },
        iter: 300);

    [Fact]
    public void Given_any_text_when_it_is_rendered_then_it_keeps_the_rules_and_nothing_in_it_can_act() => Gen.Select(Hostile, Hostile.Array[0, 20], Gen.Enum<CardTone>()).Sample(
        (headline, lines, tone) =>
        {
            JObject rendered = TeamsTextRenderer.Render(new TextBody(tone, headline, lines));

            Assert.Empty(AdaptiveCardRules.Faults(rendered));
            AssertInert(rendered);
            int shown = rendered["body"]![0]!["items"]!.Count() - 1;
            Assert.True(shown == lines.Length || Texts.Of(rendered).Contains($"{lines.Length - shown + 1} more line", StringComparison.Ordinal));
        },
        iter: 300);

    [Fact]
    public void Given_any_document_when_it_is_rendered_then_its_pages_keep_the_rules_and_nothing_in_them_can_act() => Gen.Select(Hostile, Hostile.Array[0, 30]).Sample(
        (title, paragraphs) =>
        {
            IReadOnlyList<JObject> pages = TeamsDocumentRenderer.Render(new DocumentBody(title, $"# {title}\n\n{string.Join("\n\n", paragraphs)}"), new Uri("https://backoutbot.example/backouts/checkout-api-17"));

            Assert.InRange(pages.Count, 1, TeamsDocumentRenderer.MaxPages);
            Assert.All(pages, page => Assert.Empty(AdaptiveCardRules.Faults(page)));
            Assert.All(pages, AssertInert);
        },
        iter: 200);

    [Fact]
    public void Given_a_reason_full_of_markup_when_the_post_mortem_is_rendered_then_it_is_there_word_for_word()
    {
        const string Reason = "*look* <at>all</at> [here](https://evil.example) `x` | # &lt; 1. _y_";
        DemoStory story = Phases.Of("awaiting-approval");
        story.Tell(new Deny(new CommandKey("deny"), new PersonId("bob"), null, Reason), new(true, true, "member of checkout-approvers"));
        story.Tell(new WritePostMortem(new CommandKey("write")));
        DocumentBody document = story.Chat.Entries.Select(entry => entry.Message.Body).OfType<DocumentBody>().Single();

        Assert.Contains($": {Reason}", string.Join('\n', TeamsDocumentRenderer.Render(document, null).Select(Texts.Of)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc… (1 more characters)")]
    [InlineData("ab😀", 3, "ab… (2 more characters)")]
    [InlineData("ab\u202Ecd", 5, "ab… (3 more characters)")]
    [InlineData("a\nb", 9, "a ⏎ b")]
    [InlineData("{{DATE(x)}}", 20, "{ {DATE(x)}}")]
    public void Given_a_limit_when_text_is_cut_then_no_character_is_torn_and_the_rest_is_counted(string text, int limit, string shown) =>
        Assert.Equal(shown, PlainText.Of(text, limit));

    [Fact]
    public void Given_half_a_surrogate_pair_when_text_is_shown_then_it_is_replaced() => Assert.Equal("a\uFFFDb", PlainText.Of("a\uD800b", 9));

    private static void AssertInert(JObject rendered)
    {
        foreach (JObject element in rendered.DescendantsAndSelf().OfType<JObject>())
        {
            // Only what Markdown can't read anything in may be in an element that reads Markdown.
            if ((string?)element["type"] == "TextBlock")
            {
                Assert.Matches("^[A-Za-z][A-Za-z0-9 ,'-]*$", (string?)element["text"]);
            }
        }

        Assert.DoesNotContain(rendered.Descendants().OfType<JObject>(), element => (string?)element["type"] == "Action.OpenUrl" && (string?)element["url"] != "https://backoutbot.example/backouts/checkout-api-17");
        foreach (string text in rendered.Descendants().OfType<JValue>().Where(value => value.Type is JTokenType.String).Select(value => (string)value!))
        {
            Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
            Assert.DoesNotContain(text.EnumerateRunes(), rune => Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format);
        }
    }

    private static void AssertHeadlineAndButtons(Card card, JObject rendered)
    {
        string head = string.Join('\n', rendered["body"]![0]!.SelectTokens("$..text").Select(text => (string?)text));
        Assert.Contains(PlainText.Of(card.State, 100), head, StringComparison.Ordinal);
        Assert.Contains(PlainText.Of(card.Now, 1_200), head, StringComparison.Ordinal);
        Assert.Contains(PlainText.Of(card.Waiting!, 400), head, StringComparison.Ordinal);
        int actions = (rendered["actions"] as JArray)?.Count ?? 0;
        Assert.True(actions == card.Buttons.Count || Texts.Of(rendered).Contains("More than there is room for: type", StringComparison.Ordinal));
        Assert.InRange(actions, Math.Min(6, card.Buttons.Count), card.Buttons.Count);
    }

    private static void AssertAllIsShownOrNamed(Card card, JObject rendered)
    {
        string said = Texts.Of(rendered);
        foreach ((string id, string word, int count) in new[] { ("cautions", "caution", card.Cautions.Count), ("facts", "fact", card.Facts.Count), ("steps", "step", card.Steps.Count), ("checks", "check", card.Checks.Count) })
        {
            int shown = rendered["body"]!.OfType<JObject>().SingleOrDefault(element => (string?)element["id"] == id)?["items"]!.Count() ?? 0;
            Assert.True(shown == count || said.Contains($"{count - shown} {word}", StringComparison.Ordinal), $"{shown} of {count} {id} are shown, and the others are not named.");
        }
    }
}
