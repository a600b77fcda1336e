using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SlackNet;
using SlackNet.Blocks;
using Option = SlackNet.Blocks.Option;

namespace BackoutBot.StandIns.Tests;

/// <summary>Blocks and views as they go over Slack's wire (docs.slack.dev, Block Kit reference).</summary>
public sealed class SlackBlocksTests
{
    private static readonly JsonSerializerSettings Settings = Default.JsonSettings().SerializerSettings;

    public static TheoryData<string, Block> Blocks => new()
    {
        { """{"type":"divider"}""", new DividerBlock() },
        { """{"type":"header","text":{"type":"plain_text","text":"Big","emoji":true}}""", new HeaderBlock { Text = new PlainText("Big") } },
        {
            """{"type":"section","block_id":"b1","text":{"type":"mrkdwn","text":"*bold*","verbatim":true},"expand":true}""",
            new SectionBlock { BlockId = "b1", Text = new Markdown("*bold*") { Verbatim = true }, Expand = true }
        },
        {
            """{"type":"section","expand":false,"fields":[{"type":"plain_text","text":"a","emoji":false}],"accessory":{"type":"button","action_id":"open","text":{"type":"plain_text","text":"Open","emoji":true},"url":"https://shop.example/"}}""",
            new SectionBlock
            {
                Fields = [new PlainText("a") { Emoji = false }],
                Accessory = new Button { ActionId = "open", Text = new PlainText("Open"), Url = "https://shop.example/" },
            }
        },
        { """{"type":"context","elements":[{"type":"mrkdwn","text":"small","verbatim":false}]}""", new ContextBlock { Elements = [new Markdown("small")] } },
        {
            """
            {"type":"actions","elements":[{"type":"button","action_id":"go","text":{"type":"plain_text","text":"Go","emoji":true},"value":"v","style":"danger",
            "confirm":{"title":{"type":"plain_text","text":"Go?","emoji":true},"text":{"type":"mrkdwn","text":"Sure?","verbatim":false},"confirm":{"type":"plain_text","text":"Yes","emoji":true},"deny":{"type":"plain_text","text":"No","emoji":true},"style":"danger"}}]}
            """,
            new ActionsBlock
            {
                Elements =
                [
                    new Button
                    {
                        ActionId = "go",
                        Text = new PlainText("Go"),
                        Value = "v",
                        Style = ButtonStyle.Danger,
                        Confirm = new ConfirmationDialog { Title = new PlainText("Go?"), Text = new Markdown("Sure?"), Confirm = new PlainText("Yes"), Deny = new PlainText("No"), Style = "danger" },
                    },
                ],
            }
        },
    };

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Given_a_block_then_it_goes_over_the_wire_under_Slacks_names_and_comes_back_as_it_was(string wire, Block block)
    {
        var json = JsonConvert.SerializeObject(block, Settings);

        Assert.True(JToken.DeepEquals(JToken.Parse(wire), JToken.Parse(json)), json);
        var back = JsonConvert.DeserializeObject<Block>(json, Settings);
        Assert.NotNull(back);
        Assert.Equal(block.GetType(), back.GetType());
        Assert.Equal(block.Type, back.Type);
        Assert.Equal(json, JsonConvert.SerializeObject(back, Settings));
    }

    [Fact]
    public void Given_a_view_then_its_inputs_go_over_the_wire_under_Slacks_names()
    {
        var view = new ModalViewDefinition
        {
            CallbackId = "ask",
            PrivateMetadata = "kept",
            Title = new PlainText("Why?"),
            Submit = new PlainText("Send"),
            Close = new PlainText("Cancel"),
            Blocks =
            [
                new InputBlock
                {
                    BlockId = "reason",
                    Label = new PlainText("Reason"),
                    Hint = new PlainText("Kept"),
                    Element = new PlainTextInput { ActionId = "reason", Multiline = true, MinLength = 1, MaxLength = 3000, FocusOnLoad = true },
                },
                new InputBlock
                {
                    Label = new PlainText("Item"),
                    Element = new StaticSelectMenu { ActionId = "item", FocusOnLoad = true, Options = [Item("9.1")], InitialOption = Item("9.1") },
                },
            ],
        };

        var json = JObject.Parse(JsonConvert.SerializeObject(view, Settings));

        Assert.Equal(["modal", "ask", "kept", "Why?", "Send", "Cancel"], ((string[])["type", "callback_id", "private_metadata", "title.text", "submit.text", "close.text"]).Select(path => json.SelectToken(path)!.ToString()));
        Assert.Equal(view.Type, json["type"]);
        Assert.Equal(["input", "reason", "Reason", "Kept"], ((string[])["type", "block_id", "label.text", "hint.text"]).Select(path => json["blocks"]![0]!.SelectToken(path)!.ToString()));
        Assert.True(JToken.DeepEquals(JToken.Parse("""{"type":"plain_text_input","action_id":"reason","multiline":true,"min_length":1,"max_length":3000,"focus_on_load":true}"""), json["blocks"]![0]!["element"]));
        Assert.True(JToken.DeepEquals(
            JToken.Parse("""{"type":"static_select","action_id":"item","focus_on_load":true,"options":[{"text":{"type":"plain_text","text":"9.1","emoji":true},"value":"9.1"}],"initial_option":{"text":{"type":"plain_text","text":"9.1","emoji":true},"value":"9.1"}}"""),
            json["blocks"]![1]!["element"]));
        Assert.Equal("home", new HomeViewDefinition().Type);
    }

    [Fact]
    public void Given_a_submitted_view_then_what_was_put_in_is_found_by_its_action_id()
    {
        const string Submitted = """{"values":{"b":{"reason":{"type":"plain_text_input","value":"because"}},"c":{"item":{"type":"static_select","selected_option":{"text":{"type":"plain_text","text":"9.1"},"value":"9.1"}}}}}""";

        var state = JsonConvert.DeserializeObject<ViewState>(Submitted, Settings)!;

        Assert.Equal("because", state.GetValue<PlainTextInputValue>("reason").Value);
        Assert.Equal("plain_text_input", state.Values["b"]["reason"].Type);
        Assert.Equal("9.1", state.GetValue<StaticSelectValue>("item").SelectedOption.Text.Text);
        Assert.Null(state.GetValue<StaticSelectValue>("reason"));
        Assert.Null(state.GetValue<StaticSelectValue>("other"));
    }

    [Fact]
    public void Given_a_type_that_is_not_known_then_it_is_left_out_and_the_rest_is_read()
    {
        var section = JsonConvert.DeserializeObject<SectionBlock>("""{"type":"section","accessory":{"type":"of_tomorrow"},"text":{"type":"mrkdwn","text":"here"}}""", Settings)!;

        Assert.Null(section.Accessory);
        Assert.Equal("mrkdwn", section.Text.Type);
        Assert.Null(JsonConvert.DeserializeObject<Block>("""{"type":"of_tomorrow"}""", Settings));
    }

    [Fact]
    public void Given_a_pressed_button_then_its_action_is_read()
    {
        var action = Assert.IsType<ButtonAction>(JsonConvert.DeserializeObject<BlockAction>("""{"type":"button","action_id":"go","value":"v","action_ts":"1.2"}""", Settings));

        Assert.Equal(("button", "go", "v"), (action.Type, action.ActionId, action.Value));
    }

    private static Option Item(string value) => new() { Text = new PlainText(value), Value = value };
}
