using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Tests.Chat;
using BackoutBot.Teams.Rendering;
using CsCheck;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Tests.Rendering;

public sealed class TeamsPressTests
{
    private static readonly BackoutId Backout = new("checkout-api-17");
    private static readonly PlanHash Plan = new(new string('a', 64));

    public static TheoryData<CardVerb> Verbs { get; } = [.. Enum.GetValues<CardVerb>()];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Given_a_button_when_its_action_comes_back_with_inputs_then_the_press_is_the_buttons(CardVerb verb)
    {
        CardButton button = new(verb, "Press", ButtonStyle.Plain, Plan, new StepId("dns"), Prompt: "Why?", Items: [new CardItem(new ItemId("6.1"), "DNS")]);
        JObject data = JObject.Parse(TeamsPress.Data(Backout, "#ops", button).ToString());
        data[TeamsPress.InputId(verb, button.Step)] = " it is known \n";
        data[TeamsPress.ItemId(verb)] = "6.1";

        Assert.True(TeamsPress.TryRead(CardVerbs.NameOf(verb), data, out TeamsPress? press, out _));
        Assert.Equal(new TeamsPress(Backout, "#ops", new ButtonPress(verb, Plan, new StepId("dns"), "it is known", new ItemId("6.1"))), press);
    }

    [Fact]
    public void Given_any_button_when_its_action_comes_back_then_the_press_is_the_one_that_was_meant() =>
        AnyPress.Any.Sample(any =>
        {
            JObject action = (JObject)Assert.Single(CardActions.Of(any.Backout, "#ops", [any.Button]).Actions);
            JObject execute = (JObject)action.SelectTokens("$..[?(@.type == 'Action.Execute')]").Append(action).First();
            JObject data = (JObject)execute["data"]!;
            foreach (JToken input in action.SelectTokens("$..body[?(@.id)]").ToArray())
            {
                data[(string)input["id"]!] = (string?)input["type"] == "Input.Text" ? any.Input : any.Item?.Value;
            }

            Assert.True(TeamsPress.TryRead((string?)execute["verb"], data, out TeamsPress? press, out _));
            Assert.Equal(any.Meant, new PressReading.Pressed(press!.Backout, press.Press!));
        });

    [Theory]
    [InlineData("deny")]
    [InlineData("Deny")]
    public void Given_a_verb_in_another_case_when_it_is_read_then_what_was_typed_is_not_lost(string verb)
    {
        JObject data = TeamsPress.Data(Backout, "#ops");
        data["input-deny"] = "it is known";

        Assert.True(TeamsPress.TryRead(verb, data, out TeamsPress? press, out _));
        Assert.Equal(new ButtonPress(CardVerb.Deny, null, null, "it is known"), press!.Press);
    }

    [Fact]
    public void Given_the_refresh_verb_when_it_is_read_then_nothing_is_pressed()
    {
        Assert.True(TeamsPress.TryRead("refresh", TeamsPress.Data(Backout, "#ops"), out TeamsPress? press, out _));
        Assert.Equal(new TeamsPress(Backout, "#ops", null), press);
    }

    [Theory]
    [InlineData("approve", """{"channel":"#ops"}""", "belongs to no backout")]
    [InlineData("approve", """{"backout":"../etc","channel":"#ops"}""", "belongs to no backout")]
    [InlineData("approve", """{"backout":["checkout-api-17"],"channel":"#ops"}""", "belongs to no backout")]
    [InlineData("approve", """{"backout":"checkout-api-17"}""", "belongs to no backout")]
    [InlineData("refresh", "{}", "belongs to no backout")]
    [InlineData("obey", """{"backout":"checkout-api-17","channel":"#ops"}""", "not known any more")]
    [InlineData(null, """{"backout":"checkout-api-17","channel":"#ops"}""", "not known any more")]
    [InlineData("approve", """{"backout":"checkout-api-17","channel":"#ops","plan":"12"}""", "names a plan that can't be")]
    [InlineData("retry", """{"backout":"checkout-api-17","channel":"#ops","step":"a b"}""", "names a step that can't be")]
    [InlineData("attest", """{"backout":"checkout-api-17","channel":"#ops","item-attest":"<at>all</at>"}""", "Choose one of the listed")]
    public void Given_an_action_that_no_card_carries_when_it_is_read_then_the_person_is_told(string? verb, string data, string told)
    {
        Assert.False(TeamsPress.TryRead(verb, JObject.Parse(data), out TeamsPress? press, out IReadOnlyList<string> faults));
        Assert.Null(press);
        Assert.Contains(faults, fault => fault.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void Given_no_data_when_it_is_read_then_it_is_refused() => Assert.False(TeamsPress.TryRead("approve", null, out _, out _));

    [Theory]
    [InlineData(PressReading.LongestInput, true)]
    [InlineData(PressReading.LongestInput + 1, false)]
    public void Given_a_long_reason_when_it_is_read_then_the_cards_own_limit_holds(int length, bool accepted)
    {
        JObject data = TeamsPress.Data(Backout, "#ops");
        data["input-deny"] = new string('x', length);

        Assert.Equal(accepted, TeamsPress.TryRead("deny", data, out _, out _));
    }
}
