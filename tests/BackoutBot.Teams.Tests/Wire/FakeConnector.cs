using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Tests.Wire;

/// <summary>A call that the bot made.</summary>
public sealed record ConnectorCall(string Method, string Path, JObject Body)
{
    /// <summary>The card that it carries, or null.</summary>
    public JObject? Card => ((Body["activity"] as JObject ?? Body)["attachments"] as JArray)?[0]["content"] as JObject;
}

/// <summary>A message as people see it now.</summary>
public sealed record ShownMessage(string Id, string Conversation, JObject Card, int Edits)
{
    /// <summary>All of its text, as it stands in the card's JSON.</summary>
    public string Text => Card.ToString();
}

/// <summary>The Bot Connector: takes what the bot posts, and shows it. Answers by script where a test wants it to.</summary>
public sealed class FakeConnector
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ShownMessage> messages = new(StringComparer.Ordinal);
    private int ids = 1000;

    /// <summary>Every call, in order.</summary>
    public ConcurrentQueue<ConnectorCall> Calls { get; } = new();

    /// <summary>Answers in the place of the next calls, one each; true where it has answered.</summary>
    public ConcurrentQueue<Func<HttpContext, Task<bool>>> Script { get; } = new();

    /// <summary>The messages in the order in which they were posted.</summary>
    public IReadOnlyList<ShownMessage> Shown
    {
        get
        {
            lock (gate)
            {
                return [.. messages.Values.OrderBy(message => message.Id, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>The next call is answered with a status.</summary>
    public void Fail(int status, string? retryAfter = null, string code = "Scripted") => Script.Enqueue(async context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        await FakeEntra.WriteAsync(context, new JObject { ["error"] = new JObject { ["code"] = code, ["message"] = "As the script has it." } });
        return true;
    });

    public async Task AnswerAsync(HttpContext context, FakeEntra entra)
    {
        _ = entra;
        if (!FakeEntra.Knows(context.Request, "https://api.botframework.com/.default"))
        {
            context.Response.StatusCode = 401;
            return;
        }

        using StreamReader reader = new(context.Request.Body);
        JObject body = JObject.Parse(await reader.ReadToEndAsync());
        ConnectorCall call = new(context.Request.Method, context.Request.Path, body);
        Calls.Enqueue(call);
        if (Script.TryDequeue(out Func<HttpContext, Task<bool>>? script) && await script(context))
        {
            return;
        }

        await FakeEntra.WriteAsync(context, Take(call));
    }

    private JObject Take(ConnectorCall call)
    {
        // /emea/v3/conversations[/{conversation}/activities[/{activity}]]
        string[] path = call.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        lock (gate)
        {
            if (path.Length == 3)
            {
                return call.Body.Value<bool>("isGroup") ? BeginThread(call) : new JObject { ["id"] = $"a:{call.Body["members"]![0]!.Value<string>("id")!.Replace("29:", "", StringComparison.Ordinal)}-and-the-bot" };
            }

            if (call.Method == "PUT")
            {
                ShownMessage old = messages[path[^1]];
                messages[old.Id] = old with { Card = call.Card!, Edits = old.Edits + 1 };
                return new JObject { ["id"] = old.Id };
            }

            return new JObject { ["id"] = Show(path[3], call.Card!) };
        }
    }

    private JObject BeginThread(ConnectorCall call)
    {
        string id = Next();
        string conversation = $"{call.Body["channelData"]!["channel"]!.Value<string>("id")};messageid={id}";
        messages[id] = new ShownMessage(id, conversation, call.Card!, 0);
        return new JObject { ["id"] = conversation, ["activityId"] = id };
    }

    private string Show(string conversation, JObject card)
    {
        string id = Next();
        messages[id] = new ShownMessage(id, conversation, card, 0);
        return id;
    }

    private string Next() => (++ids).ToString(CultureInfo.InvariantCulture);
}
