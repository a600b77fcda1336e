using BackoutBot.Console.Tests.Fakes;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Chat.Commands;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Teams.Rendering;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Tests.Rendering;

public sealed class TeamsCardRendererTests
{
    [Fact]
    public void Given_a_plan_up_for_approval_when_an_approver_looks_then_approving_is_confirmed_and_denying_asks_why()
    {
        Card card = Phases.Of("awaiting-approval").Card;
        JArray actions = (JArray)TeamsCardRenderer.Render(card, "#ops", true, [])["actions"]!;

        JObject approve = (JObject)actions.Single(action => (string?)action["title"] == "Approve");
        Assert.Equal("Action.ShowCard", (string?)approve["type"]);
        Assert.Contains("Its steps will run.", approve["card"]!["body"]![0]!["inlines"]![0]!["text"]!.ToString(), StringComparison.Ordinal);
        JObject sent = (JObject)approve["card"]!["actions"]!.Single();
        Assert.Equal("Yes, approve", (string?)sent["title"]);
        Assert.True(TeamsPress.TryRead((string?)sent["verb"], (JObject)sent["data"]!, out TeamsPress? press, out _));
        Assert.Equal(card.Buttons.Single(button => button.Verb is CardVerb.Approve).Plan, press!.Press!.Plan);

        JObject deny = (JObject)actions.Single(action => (string?)action["title"] == "Deny");
        JObject reason = (JObject)deny["card"]!["body"]!.Single();
        Assert.Equal(("Input.Text", true, 4_000), ((string?)reason["type"], (bool)reason["isRequired"]!, (int)reason["maxLength"]!));
    }

    [Fact]
    public void Given_a_not_ready_service_when_attesting_then_the_item_is_chosen_from_the_open_ones()
    {
        Card card = Phases.Of("not-ready").Card;
        CardButton attest = card.Buttons.Single(button => button.Verb is CardVerb.Attest);
        JToken action = TeamsCardRenderer.Render(card, "#ops", true, [])["actions"]!.Single(one => (string?)one["title"] == "Attest");

        Assert.Equal(attest.Items!.Select(item => item.Item.Value), action["card"]!["body"]![0]!["choices"]!.Select(choice => (string?)choice["value"]));

        Advised.By((string?)action["card"]!["body"]![0]!["errorMessage"], "Choose an item.");
        JToken send = action["card"]!["actions"]!.Single();
        JObject data = (JObject)send["data"]!;
        data[(string)action["card"]!["body"]![0]!["id"]!] = action["card"]!["body"]![0]!["choices"]![0]!["value"];
        data[(string)action["card"]!["body"]![1]!["id"]!] = "I called them.";
        Assert.True(TeamsPress.TryRead((string?)send["verb"], data, out TeamsPress? press, out _));
        Assert.Equal(attest.Items![0].Item, press!.Press!.Item);
    }

    [Fact]
    public void Given_a_client_that_can_not_show_the_card_when_what_it_says_is_typed_then_it_says_how_it_stands()
    {
        DemoStory story = Phases.Of("blocked");
        string said = (string)TeamsCardRenderer.Render(story.Card, "#ops", true, [])["fallbackText"]!;

        string typed = $"status {Advised.By(said, "* This Teams client can't show the card: update it, or type: status *")[1]}";

        TextBody told = Assert.IsType<TextBody>(Assert.IsType<Interpretation.Say>(Typed(typed, story.State)).Message.Body);
        Assert.Contains(story.Card.Now, told.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_card_without_room_when_what_it_says_is_typed_then_the_rest_is_told()
    {
        DemoStory story = Phases.Of("blocked");
        Card crowded = story.Card with { Cautions = [.. Enumerable.Repeat(new string('x', 600), 60), .. story.Card.Cautions] };
        string said = Texts.Of(TeamsCardRenderer.Render(crowded, "#ops", true, []));

        string typed = $"status {Advised.By(said, "To be told all of it, type status *.")[0]}";

        string told = string.Join('\n', Assert.IsType<TextBody>(Assert.IsType<Interpretation.Say>(Typed(typed, story.State)).Message.Body).Lines);
        Assert.All(story.Card.Cautions, caution => Assert.Contains(caution, told, StringComparison.Ordinal));
        Assert.All(story.Card.Checks.Where(check => check.Status is not CheckStatus.Pass), check => Assert.Contains(check.Summary, told, StringComparison.Ordinal));
    }

    [Fact]
    public void Given_more_than_sixty_approvers_when_rendered_then_the_first_sixty_are_refreshed() =>
        Assert.Equal(60, ((JArray)TeamsCardRenderer.Render(Phases.Of("awaiting-approval").Card, "#ops", false, [.. Enumerable.Range(0, 90).Select(number => $"29:{number}")])["refresh"]!["userIds"]!).Count);

    [Fact]
    public void Given_no_known_approver_when_rendered_then_Teams_decides_who_refreshes() =>
        Assert.Null(TeamsCardRenderer.Render(Phases.Of("awaiting-approval").Card, "#ops", false, [])["refresh"]!["userIds"]);

    [Fact]
    public void Given_a_card_that_is_the_same_for_everybody_when_rendered_then_nobody_refreshes() =>
        Assert.Null(TeamsCardRenderer.Render(Phases.Of("rolled-back").Card, "#ops", false, ["29:bob"])["refresh"]);

    [Fact]
    public void Given_more_buttons_than_six_when_rendered_then_the_others_are_in_the_overflow_menu()
    {
        Card card = Phases.Of("blocked").Card;
        JArray actions = (JArray)TeamsCardRenderer.Render(card with { Buttons = Many(9) }, "#ops", true, [])["actions"]!;

        Assert.Equal(9, actions.Count);
        Assert.All(actions.Skip(6), action => Assert.Equal("secondary", (string?)action["mode"]));
        Assert.All(actions.Take(6), action => Assert.Null(action["mode"]));
    }

    [Fact]
    public void Given_more_buttons_than_there_is_room_for_when_rendered_then_what_to_type_is_named()
    {
        JObject rendered = TeamsCardRenderer.Render(Phases.Of("blocked").Card with { Buttons = Many(60) }, "#ops", true, []);
        int shown = ((JArray)rendered["actions"]!).Count;

        Assert.InRange(shown, 6, 59);
        string said = Texts.Of(rendered);
        Advised.By(said, "More than there is room for: type");
        string typed = said.Split("More than there is room for: type ")[1].Split(", or ")[0];
        Assert.Equal($"skip step-{shown}", typed);
        BackoutState state = Phases.Of("blocked").State;
        Skip skip = Assert.IsType<Skip>(Assert.IsType<Interpretation.ToBackout>(Typed($"{typed} it is up", state, state.Id)).Command);
        Assert.Equal((new StepId($"step-{shown}"), "it is up"), (skip.Step, skip.Reason));
        Assert.Empty(AdaptiveCardRules.Faults(rendered));
    }

    private static Interpretation Typed(string text, BackoutState state, BackoutId? thread = null) =>
        ChatInterpreter.Interpret(new ChatSubmission("1", "teams", new PersonId("bob"), "#ops", thread, text, null), new DemoCatalogue(), [state], []);

    private static CardButton[] Many(int count) => [.. Enumerable.Range(0, count).Select(number => new CardButton(CardVerb.Skip, $"Skip step-{number}", ButtonStyle.Plain, Step: new StepId($"step-{number}"), Prompt: "Why?"))];
}
