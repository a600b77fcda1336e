using BackoutBot.Console.Backouts;
using BackoutBot.Console.Outbound;
using BackoutBot.Console.Rendering;
using BackoutBot.Console.Tests.Fakes;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Steps;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackoutBot.Console.Tests.Rendering;

public sealed class RenderingTests
{
    private const string Hostile = "<img src=x onerror=alert(1)></p></section><script>alert('x')</script> \" onclick=\"alert(2) &lt; \u202Egpj.exe\u2066 zero\u200Bwidth \u0007";

    private static readonly ConsoleRenderer Renderer = new(NullLoggerFactory.Instance);

    public static TheoryData<string> Stages => ["proposed", "awaiting-approval", "running", "rolled-back"];

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task The_live_card_looks_as_pinned(string stage) =>
        GoldenFile.Pins($"card-{stage}", await CardAsync(Story(stage).Card));

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task The_parts_of_the_backout_page_look_as_pinned(string stage)
    {
        var story = Story(stage);
        var parts = await BackoutSections.RenderAsync(Renderer, new BackoutView(story.History, story.Card));
        GoldenFile.Pins($"backout-{stage}", string.Join("\n\n", parts));
    }

    [Fact]
    public async Task The_whole_thread_looks_as_pinned_and_hides_nothing_from_its_reader()
    {
        var story = Story("rolled-back");
        story.Say(new ChatMessage("said:1", "#ops", ThreadWriter.CardKey(DemoStory.Id), null, new TextBody(CardTone.Quiet, "back to bed\nall of you", [])), "carol");
        var chat = new ChatSnapshot(0, System.Collections.Immutable.ImmutableDictionary<string, ChatLogEntry>.Empty).With(story.Chat.Entries, ChatTranscript.Kept);
        var thread = Assert.Single(chat.ThreadsFor(new PersonId("dave"), "#ops", 10));

        GoldenFile.Pins("thread-for-dave", await Renderer.RenderAsync<ThreadView>((nameof(ThreadView.Thread), thread), (nameof(ThreadView.Open), true)));
    }

    [Fact]
    public async Task Given_a_journal_that_was_tampered_with_then_the_page_says_where()
    {
        var history = Story("proposed").History with { TamperedAt = 3 };
        var view = new BackoutView(history, Story("proposed").Card);

        Assert.Contains("Tampered with: entry 3", await Renderer.RenderAsync<JournalBadge>((nameof(JournalBadge.View), view)), StringComparison.Ordinal);
        Assert.Contains("is-tampered", await BackoutSections.RenderAsync(Renderer, history.Entries[2], history.TamperedAt), StringComparison.Ordinal);
        Assert.DoesNotContain("is-tampered", await BackoutSections.RenderAsync(Renderer, history.Entries[1], history.TamperedAt), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_hostile_text_everywhere_on_a_card_then_none_of_it_acts()
    {
        var card = HostileCard(Hostile);

        var html = await CardAsync(card);

        GoldenFile.Pins("card-hostile", html);
        AssertHarmless(html);
    }

    [Fact]
    public async Task Given_hostile_text_in_a_message_then_none_of_it_acts()
    {
        foreach (var author in (PersonId?[])[null, new PersonId("alice")])
        {
            var html = await MessageAsync(new TextBody(CardTone.Danger, Hostile, [Hostile]), author);

            GoldenFile.Pins(author is null ? "text-hostile" : "said-hostile", html);
            AssertHarmless(html);
        }
    }

    [Fact]
    public async Task Given_ten_thousand_characters_then_most_are_left_out_and_that_is_said()
    {
        var html = await MessageAsync(new TextBody(CardTone.Quiet, new string('a', 3_999) + "😀" + new string('b', 6_000), []), null);

        Assert.Contains("… (6002 more characters are not shown)", html, StringComparison.Ordinal);
        Assert.DoesNotContain("b", html.Split('…')[^1].Split("characters")[0], StringComparison.Ordinal);
        Assert.True(html.Length < 6_000, $"{html.Length} characters of HTML");
    }

    [Theory]
    [InlineData("[run](javascript:alert(1))", "run")]
    [InlineData("[run](JaVaScRiPt:alert(1))", "run")]
    [InlineData("[run](//evil.example/x)", "run")]
    [InlineData("[run](/\\evil.example/x)", "run")]
    [InlineData("[run](data:text/html,x)", "run")]
    [InlineData("![see](https://evil.example/pixel.png)", "see")]
    [InlineData("<javascript:alert(1)>", "javascript:alert(1)")]
    public void Given_a_link_in_a_document_that_could_act_then_only_its_text_is_left(string markdown, string text)
    {
        var html = MarkdownDocument.Render(markdown).Value;

        Assert.Equal($"<p>{text}</p>", html.Trim());
    }

    [Theory]
    [InlineData("[page](/backouts/checkout-api-17)", "href=\"/backouts/checkout-api-17\"")]
    [InlineData("[alarm](https://example.com/a)", "href=\"https://example.com/a\" rel=\"noopener noreferrer\"")]
    public void Given_a_link_in_a_document_to_the_web_or_to_here_then_it_stays(string markdown, string link) =>
        Assert.Contains(link, MarkdownDocument.Render(markdown).Value, StringComparison.Ordinal);

    [Fact]
    public async Task Given_html_in_a_document_then_it_is_shown_and_does_not_act()
    {
        var html = await MessageAsync(new DocumentBody(Hostile, $"# Title\n\n{Hostile}\n\n<script>alert(3)</script>\n\n| a | b |\n| --- | ---: |\n| {Hostile} | 2 |"), null);

        GoldenFile.Pins("document-hostile", html);
        AssertHarmless(html);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_each_control_that_can_disguise_text_then_it_is_shown_and_harmless_ones_stay()
    {
        foreach (var rune in (int[])[0x00, 0x1B, 0x7F, 0x85, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0xFEFF, 0xE0041])
        {
            var raw = char.ConvertFromUtf32(rune);

            Assert.Equal($"a⟨U+{rune:X4}⟩b", VisibleControls.Reveal($"a{raw}b"));
            Assert.Equal($"a⟨U+{rune:X4}⟩b", VisibleControls.Reveal($"a&#x{rune:X};b"));
        }

        Assert.Equal("tab\tline\n é 😀 日本 &#x27;&#x22;", VisibleControls.Reveal("tab\tline\n &#xE9; &#x1F600; 日本 &#x27;&#x22;"));
        Assert.Equal("&amp;#x202E;", VisibleControls.Reveal("&amp;#x202E;"));
    }

    private static DemoStory Story(string stage)
    {
        var story = new DemoStory().Break();
        return stage switch
        {
            "proposed" => story,
            "awaiting-approval" => story.Ask().Approve(),
            "running" => story.Ask().Approve().ApproveAgain().Run(),
            _ => story.Ask().Approve().ApproveAgain().Run().Finish(),
        };
    }

    private static Card HostileCard(string text) => new(
        new BackoutId(text),
        text,
        CardTone.Danger,
        text,
        text,
        text,
        new CardProgress(40, text),
        [new CardFact(text, text)],
        [new CardStep(new StepId(text), text, text, text, StepPhase.Running, 40, text)],
        [new CardCheck(new ItemId(text), text, CheckStatus.Fail, text, text)],
        [text],
        [new CardButton(CardVerb.Deny, text, ButtonStyle.Danger, new PlanHash(text), new StepId(text), text, text)],
        text);

    private static Task<string> CardAsync(Card card) =>
        Renderer.RenderAsync<CardView>((nameof(CardView.Card), card), (nameof(CardView.Channel), "#ops"));

    private static Task<string> MessageAsync(MessageBody body, PersonId? author) => Renderer.RenderAsync<MessageView>(
        (nameof(MessageView.Entry), new ChatLogEntry(1, new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero), author, new ChatMessage("key", "#ops", null, null, body))));

    private static void AssertHarmless(string html)
    {
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\" onclick", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u202E', html);
        Assert.DoesNotContain("&#x202E;", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("⟨U+202E⟩", html, StringComparison.Ordinal);
    }
}
