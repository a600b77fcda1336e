using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackoutBot.EndToEnd.Tests.World;

namespace BackoutBot.EndToEnd.Tests.Playgrounds;

/// <summary>Acts in the playground's Teams for people who do not sit in front of the page, and sees the card as they would.</summary>
internal sealed class PlaygroundPeople(Uri playground, Journal journal) : IDisposable
{
    /// <summary>The playground's ids of the people in its settings.</summary>
    public const string Alice = "user-id-0";

    /// <inheritdoc cref="Alice" />
    public const string Bob = "user-id-1";

    /// <inheritdoc cref="Alice" />
    public const string Dave = "user-id-3";

    private readonly HttpClient http = new() { BaseAddress = playground, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>The settings that bring the bot into the playground's team.</summary>
    public static Pace Pace(Pace pace) => pace with
    {
        BotSettings = new Dictionary<string, string>(pace.BotSettings, StringComparer.Ordinal)
        {
            ["Teams__Enabled"] = "true",
            ["Teams__Channels__ops"] = "19:ops@thread.tacv2",
            ["Teams__Channels__stakeholders"] = "19:stakeholders@thread.tacv2",
            ["People__alice__Accounts__1"] = "teams:11111111-1111-4111-8111-111111111101",
            ["People__bob__Accounts__1"] = "teams:11111111-1111-4111-8111-111111111102",
            ["People__dave__Accounts__1"] = "teams:11111111-1111-4111-8111-111111111104",
        },
    };

    /// <summary>Alice says something to the bot alone: from then on it knows how to speak in Teams.</summary>
    public async Task SayAsync(string text)
    {
        using HttpResponseMessage answer = await http.PostAsJsonAsync(
            "/_conversation/v1/conversations/personal-chat-of-alice/messages",
            new { from = new { id = Alice }, text, textFormat = "plain" });
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>The verbs of the buttons on the card, as its refresh shows it to the person.</summary>
    public async Task<IReadOnlyList<string>> ButtonsOfAsync(string person)
    {
        JsonElement card = (await PressAsync(person, "refresh")).GetProperty("value");
        return [.. Verbs(card)];
    }

    /// <summary>Presses a button of the live card (<c>Action.Execute</c>).</summary>
    /// <param name="person">Who presses.</param>
    /// <param name="verb">The action's verb.</param>
    /// <param name="more">More of the action's data, such as the plan.</param>
    /// <returns>What the bot answered: a card, or a message.</returns>
    public async Task<JsonElement> PressAsync(string person, string verb, params IEnumerable<(string Name, string Value)> more)
    {
        string[] reference = (await journal.DeliveredAsync("teams", $"card:{Journal.Id}")).Split('|');
        JsonObject data = new() { ["backout"] = Journal.Id, ["channel"] = "#ops" };
        foreach ((string name, string value) in more)
        {
            data[name] = value;
        }

        using HttpResponseMessage answer = await http.PostAsJsonAsync("/_conversation/v1/invoke", new
        {
            name = "adaptiveCard/action",
            conversation = new { id = reference[0] },
            from = new { id = person },
            replyToId = reference[1],
            value = new { action = new { type = "Action.Execute", verb, data } },
        });
        string body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement.Clone();
    }

    public void Dispose() => http.Dispose();

    private static IEnumerable<string> Verbs(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Verbs),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property =>
            property is { Name: "verb", Value.ValueKind: JsonValueKind.String } ? [property.Value.GetString()!] : Verbs(property.Value)),
        _ => [],
    };
}
