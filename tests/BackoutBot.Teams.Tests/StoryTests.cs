using BackoutBot.Core.Backouts;
using BackoutBot.Core.Ids;
using BackoutBot.Runtime.Tests;
using BackoutBot.Runtime.Tests.World;
using BackoutBot.Teams.Tests.Rendering;
using BackoutBot.Teams.Tests.Wire;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Tests;

/// <summary>A whole backout in Teams, on the wire: the real adapter, engine and store; Microsoft's side is scripted.</summary>
public sealed class StoryTests : IAsyncLifetime, IDisposable
{
    private static readonly BackoutId First = new("checkout-api-1");

    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new();
    private FakeMicrosoft microsoft = null!;
    private TeamsHost host = null!;

    public async Task InitializeAsync()
    {
        microsoft = await FakeMicrosoft.StartAsync();
        host = await TeamsHost.StartAsync(microsoft, world, directory.Path);
        await host.Client.InstallAsync();
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await microsoft.DisposeAsync();
    }

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_a_mention_in_the_channel_when_the_plan_is_approved_then_it_is_rolled_back_in_one_thread()
    {
        await host.Client.SayAsync(Cast.Dave, "start checkout-api 5xx since the deployment", Cast.Ops);
        ShownMessage card = await CardAsync("Approval needed");
        Assert.StartsWith($"{Cast.Ops};messageid=", card.Conversation, StringComparison.Ordinal);

        Advised.By(Texts.Of(card.Card), "Choose Refresh card in the message's menu.");
        JObject seen = await host.Client.PressAsync(Cast.Alice, card, (JObject)card.Card["refresh"]!["action"]!);
        JObject approve = Action(seen["value"]!, "approve");
        JObject answer = await host.Client.PressAsync(Cast.Alice, card, approve);

        Assert.Equal((200, "application/vnd.microsoft.card.adaptive"), (answer.Value<int>("statusCode"), answer.Value<string>("type")));
        await CardAsync("Rolled back");
        ShownMessage[] thread = [.. microsoft.Connector.Shown.Where(message => message.Conversation == card.Conversation)];
        await Eventually.TrueAsync(() => microsoft.Connector.Shown.Any(message => message.Text.Contains("/backouts/checkout-api-1", StringComparison.Ordinal) && message.Conversation == card.Conversation), "no post-mortem in the thread");
        Assert.Equal(card.Id, thread[0].Id);
        Assert.Contains(thread, message => message.Text.Contains("alice approved plan", StringComparison.Ordinal));
        Assert.True(microsoft.Connector.Shown.Single(message => message.Id == card.Id).Edits > 0);
        Assert.Equal(3, world.Effects.Count);
        Assert.All(world.Effects.Values, times => Assert.Equal(1, times));
        Assert.Contains(microsoft.Connector.Shown, message => message.Conversation.StartsWith(Cast.Stakeholders, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_a_console_that_is_closed_when_the_bot_is_asked_in_Teams_then_it_begins()
    {
        Advised.By(await ClosedConsole.PageAsync(), "Use the chat platform that the bot is connected to.");

        await host.Client.SayAsync(Cast.Alice, "start checkout-api", Cast.Ops);
        _ = await CardAsync("Approval needed");
    }

    [Fact]
    public async Task Given_an_approver_and_a_bystander_when_their_clients_ask_for_the_card_then_only_the_approver_sees_the_buttons()
    {
        await host.Client.SayAsync(Cast.Dave, "start checkout-api", Cast.Ops);
        ShownMessage card = await CardAsync("Approval needed");
        JObject refresh = (JObject)card.Card["refresh"]!["action"]!;

        JObject approver = await host.Client.PressAsync(Cast.Alice, card, refresh);
        JObject bystander = await host.Client.PressAsync(Cast.Dave, card, refresh);
        JObject guest = await host.Client.PressAsync(Cast.Guest, card, refresh);

        Assert.Contains("approve", Verbs(approver["value"]!));
        Assert.DoesNotContain("approve", Verbs(card.Card));
        Assert.DoesNotContain("approve", Verbs(bystander["value"]!));
        Assert.DoesNotContain("approve", Verbs(guest["value"]!));
        Assert.Contains(Cast.Dave.UserId, card.Card["refresh"]!["userIds"]!.Values<string>());
    }

    [Fact]
    public async Task Given_a_directory_that_is_away_when_the_card_is_asked_for_then_it_comes_without_the_approvers_buttons()
    {
        await host.Client.SayAsync(Cast.Dave, "start checkout-api", Cast.Ops);
        ShownMessage card = await CardAsync("Approval needed");
        microsoft.Graph.Status = 503;

        JObject answer = await host.Client.PressAsync(Cast.Bob, card, (JObject)card.Card["refresh"]!["action"]!);

        Assert.Equal("application/vnd.microsoft.card.adaptive", answer.Value<string>("type"));
        Assert.DoesNotContain("approve", Verbs(answer["value"]!));
    }

    [Fact]
    public async Task Given_a_double_click_when_approving_then_it_counts_once_and_nobody_is_told_off()
    {
        await host.Client.SayAsync(Cast.Dave, "start checkout-api", Cast.Ops);
        ShownMessage card = await CardAsync("Approval needed");
        JObject seen = await host.Client.PressAsync(Cast.Alice, card, (JObject)card.Card["refresh"]!["action"]!);
        JObject approve = Action(seen["value"]!, "approve");

        JObject[] answers = await Task.WhenAll(host.Client.PressAsync(Cast.Alice, card, approve), host.Client.PressAsync(Cast.Alice, card, approve));

        Assert.All(answers, answer => Assert.Equal("application/vnd.microsoft.card.adaptive", answer.Value<string>("type")));
        await CardAsync("Rolled back");
        Assert.Single((await HistoryAsync()).Entries, entry => entry.Event is Core.Backouts.Events.PlanApproved);
        Assert.DoesNotContain((await HistoryAsync()).Entries, entry => entry.Event is Core.Backouts.Events.CommandRefused);
        Assert.All(world.Effects.Values, times => Assert.Equal(1, times));
    }

    [Fact]
    public async Task Given_a_plan_that_was_replaced_when_its_button_is_pressed_then_the_person_alone_is_told_why()
    {
        await host.Client.SayAsync(Cast.Dave, "start checkout-api", Cast.Ops);
        ShownMessage card = await CardAsync("Approval needed");
        JObject seen = await host.Client.PressAsync(Cast.Alice, card, (JObject)card.Card["refresh"]!["action"]!);
        JObject stale = Action(seen["value"]!, "approve");
        stale["data"]!["plan"] = new string('0', 64);

        _ = await host.Client.PressAsync(Cast.Alice, card, stale);

        await Eventually.TrueAsync(() => microsoft.Connector.Shown.Any(message => message.Conversation == Cast.Alice.Chat), "alice was told nothing");
        Assert.Empty((await HistoryAsync()).State.Approvals);
        Assert.Empty(world.Effects);
    }

    [Fact]
    public async Task Given_somebody_who_left_the_group_when_they_press_an_old_button_then_it_is_refused()
    {
        await host.Client.SayAsync(Cast.Dave, "start checkout-api", Cast.Ops);
        ShownMessage card = await CardAsync("Approval needed");
        JObject seen = await host.Client.PressAsync(Cast.Bob, card, (JObject)card.Card["refresh"]!["action"]!);
        JObject approve = Action(seen["value"]!, "approve");

        _ = microsoft.Graph.Approvers.TryRemove(Cast.Bob.ObjectId, out _);
        _ = await host.Client.PressAsync(Cast.Bob, card, approve);

        await Eventually.TrueAsync(() => microsoft.Connector.Shown.Any(message => message.Conversation == Cast.Bob.Chat), "bob was told nothing");
        Assert.Empty((await HistoryAsync()).State.Approvals);
    }

    [Fact]
    public async Task Given_a_reason_when_denied_then_it_is_on_the_card_and_without_one_nothing_happens()
    {
        await host.Client.SayAsync(Cast.Dave, "start checkout-api", Cast.Ops);
        ShownMessage card = await CardAsync("Approval needed");
        JObject seen = await host.Client.PressAsync(Cast.Alice, card, (JObject)card.Card["refresh"]!["action"]!);
        JObject deny = Action(seen["value"]!, "deny");

        JObject tooLong = await host.Client.PressAsync(Cast.Alice, card, deny, new JObject { ["input-deny"] = new string('x', 4_001) });
        _ = await host.Client.PressAsync(Cast.Alice, card, deny, new JObject { ["input-deny"] = "The cause is the cache, not the release." });

        Assert.Equal("application/vnd.microsoft.activity.message", tooLong.Value<string>("type"));
        ShownMessage stoodDown = await CardAsync("Stood down");
        Assert.Contains("The cause is the cache, not the release.", stoodDown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_the_bot_alone_when_spoken_to_then_the_card_is_in_the_channel_and_the_answer_is_private()
    {
        await host.Client.SayAsync(Cast.Dave, "/backout start checkout-api");
        ShownMessage card = await CardAsync("Approval needed");
        Assert.StartsWith(Cast.Ops, card.Conversation, StringComparison.Ordinal);

        await host.Client.SayAsync(Cast.Dave, "stauts");
        await Eventually.TrueAsync(
            () => Task.FromResult(microsoft.Connector.Shown.Any(message => message.Conversation == Cast.Dave.Chat && message.Text.Contains("«stauts»", StringComparison.Ordinal))),
            () => $"dave was told {string.Join("; ", microsoft.Connector.Shown.Where(message => message.Conversation == Cast.Dave.Chat).Select(message => message.Text))}");
    }

    [Fact]
    public async Task Given_a_thread_when_the_bot_is_mentioned_in_it_then_the_command_is_about_its_backout()
    {
        await host.Client.SayAsync(Cast.Dave, "start checkout-api", Cast.Ops);
        ShownMessage card = await CardAsync("Approval needed");

        await host.Client.SayAsync(Cast.Dave, "note the dashboard is red", card.Conversation);

        await Eventually.TrueAsync(() => microsoft.Connector.Shown.Any(message => message.Conversation == card.Conversation && message.Text.Contains("the dashboard is red", StringComparison.Ordinal)), "no note in the thread");
    }

    [Fact]
    public async Task Given_a_restart_when_there_is_news_then_the_bot_speaks_first_from_what_it_kept()
    {
        await host.Client.SayAsync(Cast.Dave, "start checkout-api", Cast.Ops);
        ShownMessage card = await CardAsync("Approval needed");
        await host.DisposeAsync();
        microsoft.Connector.Calls.Clear();

        host = await TeamsHost.StartAsync(microsoft, world, directory.Path);
        await host.Get<Core.Intake.IInbox>().AcceptAsync(
            new Core.Chat.ChatSubmission("restart", "console", new PersonId("alice"), "#ops", First, "note back again", null).ToInbox(TimeProvider.System.GetUtcNow(), null),
            CancellationToken.None);

        await Eventually.TrueAsync(() => microsoft.Connector.Shown.Any(message => message.Conversation == card.Conversation && message.Text.Contains("back again", StringComparison.Ordinal)), "no news after the restart");
        Assert.DoesNotContain(microsoft.Connector.Calls, call => call.Path.EndsWith("/v3/conversations", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_throttling_when_a_card_is_posted_then_it_comes_later_and_once()
    {
        microsoft.Connector.Fail(429, "1");
        microsoft.Connector.Fail(412, "0");

        await host.Client.SayAsync(Cast.Dave, "start checkout-api", Cast.Ops);

        ShownMessage card = await CardAsync("Approval needed");
        Assert.Empty(microsoft.Connector.Script);
        Assert.Equal(card, Assert.Single(microsoft.Connector.Shown, message => message.Card["refresh"] is not null));
    }

    private static IEnumerable<string> Verbs(JToken card) => card.SelectTokens("$..[?(@.type == 'Action.Execute')].verb").Values<string>()!;

    private static JObject Action(JToken card, string verb) =>
        (JObject)card.SelectTokens("$..[?(@.type == 'Action.Execute')]").First(action => action.Value<string>("verb") == verb);

    private async Task<BackoutHistory> HistoryAsync() => (await host.Get<IBackoutReader>().FindAsync(First, CancellationToken.None))!;

    private async Task<ShownMessage> CardAsync(string state)
    {
        ShownMessage? card = null;
        await Eventually.TrueAsync(
            () => Task.FromResult((card = microsoft.Connector.Shown.FirstOrDefault(message => message.Card.SelectToken("$.body[0].items[0].text")?.Value<string>() == state
                || message.Card.SelectToken("$.body[0].items[0]")?.ToString().Contains($"\"{state}\"", StringComparison.Ordinal) == true)) is not null),
            () => $"no card says {state}: {string.Join("; ", microsoft.Connector.Shown.Select(message => $"{message.Conversation} {message.Card.Value<string>("fallbackText")}"))}; calls {string.Join(", ", microsoft.Connector.Calls.Select(call => $"{call.Method} {call.Path}"))}");
        return card!;
    }
}
