using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackoutBot.EndToEnd.Tests.Playgrounds;

/// <summary>Acts in the playground's Teams for somebody who does not sit in front of the page.</summary>
internal sealed class PlaygroundPeople(Uri playground) : IDisposable
{
    /// <summary>The playground's ids of the people in its settings.</summary>
    public const string Bob = "user-id-1";

    private readonly HttpClient http = new() { BaseAddress = playground, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Presses a button of a card (<c>Action.Execute</c>).</summary>
    /// <param name="person">Who presses.</param>
    /// <param name="conversation">The conversation that the card is in.</param>
    /// <param name="card">The activity that the card was posted by.</param>
    /// <param name="verb">The action's verb.</param>
    /// <param name="data">The action's data.</param>
    /// <returns>What the bot answered.</returns>
    public async Task<JsonElement> PressAsync(string person, string conversation, string card, string verb, JsonObject data)
    {
        using HttpResponseMessage answer = await http.PostAsJsonAsync("/_conversation/v1/invoke", new
        {
            name = "adaptiveCard/action",
            conversation = new { id = conversation },
            from = new { id = person },
            replyToId = card,
            value = new { action = new { type = "Action.Execute", verb, data } },
        });
        string body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    public void Dispose() => http.Dispose();
}
