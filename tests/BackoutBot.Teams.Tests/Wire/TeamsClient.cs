using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Tests.Wire;

/// <summary>Teams, as the bot hears it: activities of people, signed as the channel signs them.</summary>
public sealed class TeamsClient(HttpClient http, FakeMicrosoft microsoft)
{
    private int ids = 5000;

    /// <summary>Sends an activity; without a token where <paramref name="token"/> is empty, with a good one where it is null.</summary>
    public Task<HttpResponseMessage> SendAsync(JObject activity, string? token = null) => SendAsync(activity.ToString(), token);

    /// <summary>Sends whatever there is in the place of an activity.</summary>
    public async Task<HttpResponseMessage> SendAsync(string body, string? token)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/messages") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (token?.Length != 0)
        {
            request.Headers.Authorization = AuthenticationHeaderValue.Parse(token ?? $"Bearer {microsoft.Entra.Token()}");
        }

        return await http.SendAsync(request);
    }

    /// <summary>A person says something to the bot: with a mention in a channel, or alone with it.</summary>
    public async Task SayAsync(TeamsPerson person, string text, string? conversation = null)
    {
        using HttpResponseMessage response = await SendAsync(Message(person, text, conversation));
        _ = response.EnsureSuccessStatusCode();
    }

    /// <summary>A person presses a button of a card, or their client asks for the card anew, and gets the invoke's answer.</summary>
    public async Task<JObject> PressAsync(TeamsPerson person, ShownMessage card, JObject action, JObject? inputs = null)
    {
        using HttpResponseMessage response = await SendAsync(Invoke(person, card, action, inputs));
        _ = response.EnsureSuccessStatusCode();
        return JObject.Parse(await response.Content.ReadAsStringAsync());
    }

    public JObject Message(TeamsPerson person, string text, string? conversation = null)
    {
        bool alone = conversation is null;
        JObject activity = Activity("message", person, conversation ?? person.Chat, alone ? "personal" : "channel");
        activity["text"] = alone ? text : $"<at>BackoutBot</at>&nbsp;{text}\n";
        activity["textFormat"] = "plain";
        activity["entities"] = alone
            ? new JArray()
            : new JArray(new JObject { ["type"] = "mention", ["mentioned"] = new JObject { ["id"] = $"28:{microsoft.Entra.App}", ["name"] = "BackoutBot" }, ["text"] = "<at>BackoutBot</at>" });
        return activity;
    }

    public JObject Invoke(TeamsPerson person, ShownMessage card, JObject action, JObject? inputs = null)
    {
        JObject data = (JObject)(action["data"]?.DeepClone() ?? new JObject());
        data.Merge(inputs ?? []);
        JObject activity = Activity("invoke", person, card.Conversation, card.Conversation.StartsWith("19:", StringComparison.Ordinal) ? "channel" : "personal");
        activity["name"] = "adaptiveCard/action";
        activity["replyToId"] = card.Id;
        activity["value"] = new JObject { ["action"] = new JObject { ["type"] = "Action.Execute", ["verb"] = action["verb"]?.DeepClone(), ["data"] = data }, ["trigger"] = "manual" };
        return activity;
    }

    /// <summary>The app is added to the team.</summary>
    public async Task InstallAsync()
    {
        JObject activity = Activity("installationUpdate", Cast.Alice, Cast.General, "channel");
        activity["action"] = "add";
        using HttpResponseMessage response = await SendAsync(activity);
        _ = response.EnsureSuccessStatusCode();
    }

    private JObject Activity(string type, TeamsPerson person, string conversation, string kind) => new()
    {
        ["type"] = type,
        ["id"] = (++ids).ToString(CultureInfo.InvariantCulture),
        ["channelId"] = "msteams",
        ["serviceUrl"] = Cast.ServiceUrl,
        ["from"] = new JObject { ["id"] = person.UserId, ["name"] = person.Name, ["aadObjectId"] = person.ObjectId },
        ["recipient"] = new JObject { ["id"] = $"28:{microsoft.Entra.App}", ["name"] = "BackoutBot" },
        ["conversation"] = new JObject { ["id"] = conversation, ["conversationType"] = kind, ["tenantId"] = Cast.Tenant, ["isGroup"] = kind != "personal" },
        ["channelData"] = new JObject { ["tenant"] = new JObject { ["id"] = Cast.Tenant } },
    };
}
