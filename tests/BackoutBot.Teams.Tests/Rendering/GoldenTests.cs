using BackoutBot.Console.Tests.Fakes;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Teams.Rendering;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Tests.Rendering;

/// <summary>Every phase of the story, pinned.</summary>
public sealed class GoldenTests
{
    private static readonly string[] Approvers = ["29:bob", "29:carol"];

    public static TheoryData<string> PhaseNames { get; } = [.. Phases.Names];

    [Theory]
    [MemberData(nameof(PhaseNames))]
    public void Given_a_phase_when_an_approver_looks_then_the_card_is_the_pinned_one_and_keeps_the_rules(string phase)
    {
        JObject card = TeamsCardRenderer.Render(Phases.Of(phase).Card, "#ops", forApprover: true, Approvers);

        Assert.Empty(AdaptiveCardRules.Faults(card));
        GoldenJson.Pins($"card-{phase}", card);
    }

    [Theory]
    [InlineData("awaiting-approval")]
    [InlineData("blocked")]
    public void Given_a_phase_when_somebody_else_looks_then_the_approvers_buttons_are_only_told_of(string phase)
    {
        JObject card = TeamsCardRenderer.Render(Phases.Of(phase).Card, "#ops", forApprover: false, Approvers);

        Assert.Empty(AdaptiveCardRules.Faults(card));
        GoldenJson.Pins($"card-{phase}-for-others", card);
    }

    [Fact]
    public void Given_the_whole_thread_when_its_texts_are_rendered_then_they_are_the_pinned_ones()
    {
        JArray texts = [.. Phases.Of("rolled-back").Chat.Entries.Select(entry => entry.Message.Body).OfType<TextBody>().Select(TeamsTextRenderer.Render)];

        Assert.All(texts, text => Assert.Empty(AdaptiveCardRules.Faults((JObject)text)));
        GoldenJson.Pins("texts", texts);
    }

    [Fact]
    public void Given_the_post_mortem_when_it_is_rendered_then_it_is_the_pinned_one()
    {
        DocumentBody document = Phases.Of("rolled-back").Chat.Entries.Select(entry => entry.Message.Body).OfType<DocumentBody>().Single();
        IReadOnlyList<JObject> pages = TeamsDocumentRenderer.Render(document, new Uri("https://backoutbot.example/backouts/checkout-api-17"));

        Assert.All(pages, page => Assert.Empty(AdaptiveCardRules.Faults(page)));
        GoldenJson.Pins("post-mortem", new JArray(pages));
    }

    [Fact]
    public void Given_every_kind_of_message_when_it_is_summarised_then_it_is_one_plain_line()
    {
        DemoStory story = Phases.Of("rolled-back");

        Assert.Equal(
            "checkout-api · production: Rolled back. Back at the last version that worked,",
            TeamsTextRenderer.Summary(new CardBody(story.Card)).Split(' ')[..12].Aggregate((left, right) => $"{left} {right}"));
        Assert.Equal("bob noted: a ⏎ b", TeamsTextRenderer.Summary(new TextBody(CardTone.Quiet, "bob noted: a\nb", [])));
        Assert.Equal("Post-mortem", TeamsTextRenderer.Summary(new DocumentBody("Post-mortem", "# x")));
    }

    [Fact]
    public void Given_the_golden_files_when_they_are_counted_then_each_belongs_to_a_test() => Assert.Equal(
        [.. Phases.Names.Select(name => $"card-{name}").Concat(["card-awaiting-approval-for-others", "card-blocked-for-others", "texts", "post-mortem"]).Order(StringComparer.Ordinal)],
        GoldenJson.Names().Order(StringComparer.Ordinal));
}
