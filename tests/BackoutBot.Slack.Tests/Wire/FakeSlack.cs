using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Slack.Tests.Wire;

/// <summary>Slack's Web API on a port of its own: it keeps messages, files, people and groups, and does what it is told to do wrong.</summary>
public sealed class FakeSlack : IAsyncDisposable
{
    public const string Team = "T0SHOP";
    public const string Self = "U0BACKOUT";
    public const string Token = "xoxb-not-a-real-token";

    public const string AppToken = "xapp-not-a-real-token";

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpContext, Task>>> wrongs = new();
    private readonly Lock gate = new();
    private int clock;

    private FakeSlack(WebApplication app) => this.app = app;

    /// <summary>What was called, in order.</summary>
    public ConcurrentQueue<SlackCall> Calls { get; } = [];

    /// <summary>What stands in the channels: by channel, oldest first, as Slack's message objects.</summary>
    public Dictionary<string, List<JsonObject>> Messages { get; } = [];

    /// <summary>The private answers, as they were asked for.</summary>
    public IEnumerable<SlackCall> Whispers => Calls.Where(call => call.Method == "chat.postEphemeral");

    /// <summary>The contents of the files that were uploaded, by id.</summary>
    public ConcurrentDictionary<string, (string Name, string Content)> Files { get; } = [];

    /// <summary>The workspace's people, as Slack's user objects.</summary>
    public Dictionary<string, JsonObject> Users { get; } = [];

    /// <summary>The user groups: handle to members; a group's id is S and its handle in capitals.</summary>
    public Dictionary<string, List<string>> Groups { get; } = [];

    /// <summary>The channels that the bot is not in.</summary>
    public HashSet<string> Elsewhere { get; } = [];

    /// <summary>The channels that take nothing of the bot, with the error that says why, such as <c>is_archived</c>.</summary>
    public Dictionary<string, JsonObject> Refusing { get; } = [];

    /// <summary>The trigger ids that are too old.</summary>
    public HashSet<string> ExpiredTriggers { get; } = [];

    public string Url { get; private set; } = "";

    public static async Task<FakeSlack> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var slack = new FakeSlack(app);
        app.UseWebSockets();
        app.UseRouting();
        app.Map("/socket", slack.HoldSocketAsync);
        app.MapPost("/upload/{id}", slack.UploadAsync);
        app.Map("/api/{method}", slack.AnswerAsync);
        await app.StartAsync();
        slack.Url = app.Urls.Single();
        foreach (var (id, name) in new[] { ("U0ALICE", "Alice"), ("U0BOB", "Bob"), ("U0DAVE", "Dave") })
        {
            slack.Users[id] = new JsonObject { ["id"] = id, ["team_id"] = Team, ["name"] = name.ToLowerInvariant(), ["real_name"] = name, ["profile"] = new JsonObject { ["display_name"] = name } };
        }

        slack.Groups["checkout-approvers"] = ["U0ALICE", "U0BOB"];
        return slack;
    }

    /// <summary>The next call of the method is answered so, instead of rightly.</summary>
    public void NextTime(string method, Func<HttpContext, Task> answer) => wrongs.GetOrAdd(method, _ => []).Enqueue(answer);

    /// <summary>The next call of the method is done, but its answer is lost.</summary>
    /// <param name="method">The method.</param>
    /// <param name="meanwhile">What happens between the two, such as the caller's death.</param>
    public void LoseAnswer(string method, Action? meanwhile = null) => NextTime(method, context =>
    {
        _ = DoAsync(method, (SlackCall)context.Items[nameof(SlackCall)]!);
        meanwhile?.Invoke();
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>The next call of the method fails with that error code.</summary>
    public void Fail(string method, string code, params (string Name, string Value)[] more) => NextTime(method, context =>
        Results.Content(Error(code, more).ToJsonString(), "application/json").ExecuteAsync(context));

    /// <summary>What Slack answers where it does not do what it is asked for.</summary>
    public static JsonObject Error(string code, params (string Name, string Value)[] more)
    {
        var answer = new JsonObject { ["ok"] = false, ["error"] = code };
        foreach (var (name, value) in more)
        {
            answer[name] = value;
        }

        return answer;
    }

    /// <summary>The next call of the method is over the limit.</summary>
    public void Limit(string method, int? seconds) => NextTime(method, context =>
    {
        context.Response.StatusCode = 429;
        if (seconds is { } after)
        {
            context.Response.Headers.RetryAfter = after.ToString();
        }

        return Task.CompletedTask;
    });

    /// <summary>The calls of one method.</summary>
    public SlackCall[] Of(string method) => [.. Calls.Where(call => call.Method == method)];

    /// <summary>The messages of a channel that the bot posted, oldest first.</summary>
    public JsonObject[] PostsIn(string channel)
    {
        lock (gate)
        {
            return [.. Messages.GetValueOrDefault(channel)?.Where(message => (string?)message["user"] == Self) ?? []];
        }
    }

    /// <summary>The connections of Socket Mode that are open.</summary>
    public ConcurrentQueue<WebSocket> Sockets { get; } = [];

    /// <summary>The acknowledgements that came over them.</summary>
    public ConcurrentQueue<JsonObject> Acknowledged { get; } = [];

    /// <summary>Sends a message down the latest connection.</summary>
    public async Task SendAsync(JsonObject envelope) =>
        await Sockets.Last().SendAsync(Encoding.UTF8.GetBytes(envelope.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>Somebody says something.</summary>
    public string Say(string channel, string user, string text, string? thread = null, MessageSet? more = null)
    {
        lock (gate)
        {
            var message = new JsonObject { ["type"] = "message", ["user"] = user, ["team"] = Team, ["text"] = text, ["ts"] = NextTs() };
            if (thread is not null)
            {
                message["thread_ts"] = thread;
            }

            more?.Invoke(message);
            In(channel).Add(message);
            return (string)message["ts"]!;
        }
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private List<JsonObject> In(string channel) => Messages.TryGetValue(channel, out var list) ? list : Messages[channel] = [];

    private string NextTs() => $"1764000000.{++clock:D6}";

    private async Task AnswerAsync(HttpContext context)
    {
        var method = (string)context.Request.RouteValues["method"]!;
        var arguments = context.Request.HasJsonContentType()
            ? (JsonObject)(await JsonNode.ParseAsync(context.Request.Body))!
            : new JsonObject(context.Request.Query.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.ToString())));
        var call = new SlackCall(method, arguments, context.Request.Headers.Authorization.ToString() is { Length: > 7 } bearer ? bearer[7..] : null);
        Calls.Enqueue(call);
        context.Items[nameof(SlackCall)] = call;
        if (wrongs.TryGetValue(method, out var queue) && queue.TryDequeue(out var wrong))
        {
            await wrong(context);
            return;
        }

        var answer = call.Token is not (Token or AppToken) ? Error("invalid_auth") : await DoAsync(method, call);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private Task<JsonObject> DoAsync(string method, SlackCall call)
    {
        lock (gate)
        {
            return Task.FromResult(Do(method, call));
        }
    }

    private JsonObject Do(string method, SlackCall call)
    {
        if (call["channel"] is { } channel && Elsewhere.Contains(channel) && method.StartsWith("chat.", StringComparison.Ordinal))
        {
            return Error("not_in_channel");
        }

        if (call["channel"] is { } closed && Refusing.TryGetValue(closed, out var why) && method.StartsWith("chat.", StringComparison.Ordinal))
        {
            return (JsonObject)why.DeepClone();
        }

        switch (method)
        {
            case "auth.test":
                return Ok(("team_id", Team), ("user_id", Self));
            case "users.info":
                return Users.TryGetValue(call["user"]!, out var user) ? Ok(("user", user.DeepClone())) : Error("user_not_found");
            case "usergroups.list":
                return Ok(("usergroups", new JsonArray([.. Groups.Keys.Select(handle => (JsonNode)new JsonObject { ["id"] = IdOf(handle), ["handle"] = handle })])));
            case "usergroups.users.list":
                return Groups.FirstOrDefault(group => IdOf(group.Key) == call["usergroup"]) is { Value: { } members }
                    ? Ok(("users", new JsonArray([.. members.Select(member => (JsonNode)member)])))
                    : Error("no_such_subteam");
            case "chat.postMessage":
                return Post(call);
            case "chat.update":
                return Update(call);
            case "chat.postEphemeral":
                return Ok(("message_ts", NextTs()));
            case "chat.getPermalink":
                return Ok(("permalink", $"https://shop.slack.example/archives/{call["channel"]}/p{call["message_ts"]!.Replace(".", "")}"));
            case "conversations.open":
                return Ok(("channel", new JsonObject { ["id"] = $"D0{call["users"]!.Split('"').First(part => part.StartsWith('U'))[1..]}" }));
            case "conversations.history":
                return PageOf(In(call["channel"]!).Where(message => message["thread_ts"] is null).Reverse(), call);
            case "conversations.replies":
                var root = In(call["channel"]!).FirstOrDefault(message => (string)message["ts"]! == call["ts"]) is { } asked ? (string?)asked["thread_ts"] ?? call["ts"] : call["ts"];
                return PageOf(In(call["channel"]!).Where(message => (string?)message["thread_ts"] == root || (string)message["ts"]! == root), call);
            case "files.getUploadURLExternal":
                var id = $"F{++clock:D6}";
                Files[id] = (call["filename"]!, "");
                return Ok(("file_id", id), ("upload_url", $"{Url}/upload/{id}"));
            case "files.completeUploadExternal":
                return Share(call);
            case "apps.connections.open":
                return call.Token == AppToken ? Ok(("url", $"{Url.Replace("http:", "ws:")}/socket?ticket={++clock}")) : Error("not_allowed_token_type");
            case "views.open":
                return ExpiredTriggers.Contains(call["trigger_id"]!) ? Error("expired_trigger_id") : Ok(("view", new JsonObject { ["id"] = $"V{++clock:D6}", ["type"] = "modal" }));
            case "views.publish":
                return Ok(("view", new JsonObject { ["id"] = "V0HOME", ["type"] = "home" }));
            default:
                return Error("unknown_method");
        }
    }

    private JsonObject Post(SlackCall call)
    {
        if (call["thread_ts"] is { } thread && In(call["channel"]!).TrueForAll(message => (string)message["ts"]! != thread))
        {
            return Error("thread_not_found");
        }

        var ts = Say(call["channel"]!, Self, call["text"]!, call["thread_ts"], message =>
        {
            message["blocks"] = call.Arguments["blocks"]?.DeepClone();
            message["metadata"] = call.Arguments["metadata"]?.DeepClone();
            message["bot_id"] = "B0BACKOUT";
        });
        return Ok(("channel", call["channel"]!), ("ts", ts));
    }

    private JsonObject Update(SlackCall call)
    {
        if (In(call["channel"]!).Find(message => (string)message["ts"]! == call["ts"]) is not { } message)
        {
            return Error("message_not_found");
        }

        message["text"] = call["text"];
        message["blocks"] = call.Arguments["blocks"]?.DeepClone();
        return Ok(("channel", call["channel"]!), ("ts", call["ts"]!));
    }

    private JsonObject Share(SlackCall call)
    {
        var file = call.Arguments["files"]!.AsArray().Single()!.AsObject();
        var id = (string)file["id"]!;
        _ = Say(call["channel_id"]!, Self, "", call["thread_ts"], message => message["files"] = new JsonArray(new JsonObject { ["id"] = id, ["name"] = Files[id].Name, ["title"] = (string?)file["title"] }));
        return Ok(("files", new JsonArray(new JsonObject { ["id"] = id })));
    }

    private async Task HoldSocketAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await socket.SendAsync(Encoding.UTF8.GetBytes("""{"type":"hello","num_connections":1}"""), WebSocketMessageType.Text, endOfMessage: true, context.RequestAborted);
        Sockets.Enqueue(socket);
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, context.RequestAborted) is { MessageType: WebSocketMessageType.Text } part)
            {
                Acknowledged.Enqueue((JsonObject)JsonNode.Parse(buffer.AsSpan(0, part.Count))!);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The bot went away.
        }
    }

    private async Task UploadAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        using var reader = new StreamReader(context.Request.Body);
        Files[id] = (Files[id].Name, await reader.ReadToEndAsync());
        await context.Response.WriteAsync($"OK - {Files[id].Content.Length}");
    }

    private static JsonObject PageOf(IEnumerable<JsonObject> messages, SlackCall call)
    {
        var limit = int.Parse(call["limit"]!);
        var skip = call["cursor"] is { Length: > 0 } cursor ? int.Parse(cursor) : 0;
        JsonObject[] all = [.. messages];
        JsonObject[] page = [.. all.Skip(skip).Take(limit).Select(message => (JsonObject)message.DeepClone())];
        if (call["include_all_metadata"] != "true")
        {
            foreach (var message in page)
            {
                message.Remove("metadata");
            }
        }

        var more = skip + limit < all.Length;
        return Ok(("messages", new JsonArray([.. page])), ("has_more", more), ("response_metadata", new JsonObject { ["next_cursor"] = more ? $"{skip + limit}" : "" }));
    }

    private static string IdOf(string handle) => $"S{handle.ToUpperInvariant().Replace("-", "")}";

    private static JsonObject Ok(params (string Name, JsonNode? Value)[] more)
    {
        var answer = new JsonObject { ["ok"] = true };
        foreach (var (name, value) in more)
        {
            answer[name] = value;
        }

        return answer;
    }
}

/// <summary>Adds to a message before it is said.</summary>
public delegate void MessageSet(JsonObject message);
