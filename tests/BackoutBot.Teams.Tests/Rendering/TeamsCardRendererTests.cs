using BackoutBot.Core.Cards;
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
        Assert.Contains($"type skip step-{shown}, or skip step-{shown + 1}", Texts.Of(rendered), StringComparison.Ordinal);
        Assert.Empty(AdaptiveCardRules.Faults(rendered));
    }

    private static CardButton[] Many(int count) => [.. Enumerable.Range(0, count).Select(number => new CardButton(CardVerb.Skip, $"Skip step-{number}", ButtonStyle.Plain, Step: new StepId($"step-{number}"), Prompt: "Why?"))];
}
