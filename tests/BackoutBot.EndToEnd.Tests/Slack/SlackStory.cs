using System.Text.Json.Nodes;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.EndToEnd.Tests.World;
using BackoutBot.Slack.Tests.Wire;

namespace BackoutBot.EndToEnd.Tests.Slack;

/// <summary>The story's people in Slack: what they see there, and what they do with it.</summary>
internal sealed class SlackStory(StoryWorld world, FakeSlack slack) : IDisposable
{
    public const string Stakeholders = "C0STAKE";

    private const string Secret = "0123456789abcdef0123456789abcdef";

    private readonly HttpClient http = new() { BaseAddress = world.Bot.Address };

    /// <summary>Sends what Slack sends.</summary>
    public SlackRequests Requests => new(http, Secret, () => DateTimeOffset.UtcNow);

    /// <summary>The live card, which is the thread's root; null before it was posted.</summary>
    public JsonObject? Card => Array.Find(slack.PostsIn(SlackRequests.Ops), post => KeyOf(post) == $"card:{Journal.Id}");

    /// <summary>The pace of a story in Slack, whose approvers are a user group there.</summary>
    public static Pace Pace(FakeSlack slack, Pace pace) => pace with
    {
        Approvers = "slack:checkout-approvers",
        BotSettings = new Dictionary<string, string>(pace.BotSettings, StringComparer.Ordinal)
        {
            ["Slack__Enabled"] = "true",
            ["Slack__BotToken"] = FakeSlack.Token,
            ["Slack__SigningSecret"] = Secret,
            ["Slack__ApiBaseUrl"] = $"{slack.Url}/api/",
            ["Slack__Channels__ops"] = SlackRequests.Ops,
            ["Slack__Channels__stakeholders"] = Stakeholders,
            ["People__alice__Accounts__0"] = "slack:U0ALICE",
            ["People__bob__Accounts__0"] = "slack:U0BOB",
        },
    };

    /// <summary>The key of a message of the bot's; null for a file.</summary>
    public static string? KeyOf(JsonObject post) => (string?)post["metadata"]?["event_payload"]?["key"];

    /// <summary>Production breaks, the bot proposes, alice asks for a backout with the slash command; the card asks for approval.</summary>
    public async Task<Backout> ToApprovalAsync()
    {
        await world.BreakProductionAsync();
        _ = await world.Journal.UntilAsync(
            "the bot's proposal",
            backout => backout.Phase == BackoutPhase.Watching && backout.Events<SignalJoined>().Any(joined => joined.Signal.IsBad) && backout.Events<RestorePointTaken>().Any());
        await DoAsync(() => Requests.CommandAsync("start checkout-api orders fail", "U0ALICE"));
        Backout planned = await world.Journal.UntilAsync("a plan to approve", backout => backout.Phase == BackoutPhase.AwaitingApproval);
        await Eventually.TrueAsync("the card with its button", () => Task.FromResult(Button("approve") is not null));
        return planned;
    }

    /// <summary>Somebody presses a button of the card.</summary>
    public Task PressAsync(string verb, string user, string trigger) => DoAsync(() =>
    {
        var button = Button(verb) ?? throw new IOException($"The card has no button to {verb} just now.");
        return Requests.PressAsync((string)button["action_id"]!, (string)button["value"]!, user, trigger, ts: (string)Card!["ts"]!);
    });

    /// <summary>The button of the card as it stands; null where it has none such.</summary>
    public JsonObject? Button(string verb) => Card?["blocks"]!.AsArray()
        .Where(block => (string)block!["type"]! == "actions")
        .SelectMany(block => block!["elements"]!.AsArray())
        .Select(element => element!.AsObject())
        .FirstOrDefault(element => ((string)element["action_id"]!).EndsWith($".{verb}", StringComparison.Ordinal));

    /// <summary>Waits for a private answer to somebody that says so.</summary>
    public Task ToldAsync(string user, string words) => Eventually.TrueAsync(
        $"{user} to be told «{words}»",
        () => Task.FromResult(slack.Whispers.Any(call => call["user"] == user && call.Arguments.ToJsonString().Contains(words, StringComparison.OrdinalIgnoreCase))));

    public void Dispose() => http.Dispose();

    // As Slack's clients: what was not taken is sent again, by the same id.
    private static Task DoAsync(Func<Task<HttpResponseMessage>> send) => Eventually.TrueAsync("the bot to take what was sent", async () =>
    {
        using HttpResponseMessage answer = await send();
        return answer.IsSuccessStatusCode && (await answer.Content.ReadAsStringAsync()).Length == 0;
    });
}
