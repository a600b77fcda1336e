using BackoutBot.StandIns.Tests.Wire;
using SlackNet;
using SlackNet.Blocks;
using SlackNet.WebApi;

namespace BackoutBot.StandIns.Tests;

/// <summary>SlackNet's client on the wire: arguments of a read in the query, of a write in a JSON body, the token in a header.</summary>
public sealed class SlackNetTests
{
    [Fact]
    public async Task Given_a_message_when_posted_then_its_arguments_are_a_json_body()
    {
        await using var server = await WireServer.StartAsync(Json("""{"ok":true,"channel":"C1","ts":"1.2"}"""));

        var answer = await Client(server).Chat.PostMessage(new Message
        {
            Channel = "C1",
            Text = "Hello & <you>",
            ThreadTs = "1.1",
            UnfurlMedia = false,
            Blocks = [new SectionBlock { Text = new PlainText("Hello") }],
            MetadataJson = new MessageMetadata { EventType = "greeting", EventPayload = Newtonsoft.Json.Linq.JObject.Parse("""{"key":"a b"}""") },
        });

        Assert.Equal(("C1", "1.2"), (answer.Channel, answer.Ts));
        Assert.Equal(("POST", "/api/chat.postMessage", "Bearer xoxb-1", "application/json; charset=utf-8"), (server.Request.Method, server.Request.Target, server.Request.Headers["Authorization"], server.Request.Headers["Content-Type"]));
        var sent = server.Request.Json;
        Assert.Equal(("C1", "Hello & <you>", "1.1", "none", "greeting", "a b"), ((string?)sent["channel"], (string?)sent["text"], (string?)sent["thread_ts"], (string?)sent["parse"], (string?)sent["metadata"]!["event_type"], (string?)sent["metadata"]!["event_payload"]!["key"]));
        Assert.Equal((false, false, false, "section"), ((bool)sent["unfurl_media"]!, (bool)sent["unfurl_links"]!, (bool)sent["link_names"]!, (string?)sent["blocks"]![0]!["type"]));
    }

    [Fact]
    public async Task Given_a_message_when_updated_then_channel_and_time_stamp_are_named()
    {
        await using var server = await WireServer.StartAsync(Json("""{"ok":true,"channel":"C1","ts":"1.2"}"""));

        _ = await Client(server).Chat.Update(new MessageUpdate { ChannelId = "C1", Ts = "1.2", Text = "x", Blocks = [], Parse = ParseMode.None });

        Assert.Equal("""{"ts":"1.2","channel":"C1","text":"x","blocks":[],"parse":"none","link_names":false}""", server.Request.Body);
    }

    [Fact]
    public async Task Given_a_private_answer_when_posted_then_the_person_is_named()
    {
        await using var server = await WireServer.StartAsync(Json("""{"ok":true,"message_ts":"1.3"}"""));

        var answer = await Client(server).Chat.PostEphemeral("U1", new Message { Channel = "C1", Text = "x" });

        Assert.Equal("1.3", answer.MessageTs);
        Assert.Equal(("U1", "C1"), ((string?)server.Request.Json["user"], (string?)server.Request.Json["channel"]));
    }

    [Fact]
    public async Task Given_a_history_when_read_then_its_arguments_are_in_the_query_and_metadata_files_and_cursor_come_back()
    {
        await using var server = await WireServer.StartAsync(Json("""
            {"ok":true,"has_more":true,"response_metadata":{"next_cursor":"bmV4dA=="},"messages":[
              {"type":"message","subtype":"file_share","user":"U1","ts":"1.2","text":"see","files":[{"id":"F1","name":"a.md"}]},
              {"type":"message","user":"U2","bot_id":"B2","ts":"1.1","thread_ts":"1.0","text":"x","metadata":{"event_type":"greeting","event_payload":{"key":"k"}},"something":{"new":1}}]}
            """));

        var page = await Client(server).Conversations.History("C1", limit: 50, includeAllMetadata: true, cursor: "a=b");

        Assert.Equal(("GET", "C1", "50", "true", "a=b"), (server.Request.Method, server.Request.Query["channel"], server.Request.Query["limit"], server.Request.Query["include_all_metadata"], server.Request.Query["cursor"]));
        Assert.Equal((true, "bmV4dA=="), (page.HasMore, page.ResponseMetadata.NextCursor));
        Assert.Equal(("a.md", "file_share"), (page.Messages[0].Files.Single().Name, page.Messages[0].Subtype));
        Assert.Equal(("B2", "1.0", "greeting", "k"), (page.Messages[1].BotId, page.Messages[1].ThreadTs, page.Messages[1].Metadata.EventType, (string?)page.Messages[1].Metadata.EventPayload["key"]));
    }

    [Fact]
    public async Task Given_a_thread_when_read_then_its_root_is_named()
    {
        await using var server = await WireServer.StartAsync(Json("""{"ok":true,"messages":[]}"""));

        var page = await Client(server).Conversations.Replies("C1", "1.0", latestTs: "1.5", oldestTs: "1.5", inclusive: true);

        Assert.Empty(page.Messages);
        Assert.Equal(("1.0", "1.5", "1.5", "true"), (server.Request.Query["ts"], server.Request.Query["latest"], server.Request.Query["oldest"], server.Request.Query["inclusive"]));
    }

    [Fact]
    public async Task Given_a_file_when_uploaded_then_it_goes_the_external_way()
    {
        await using var server = await WireServer.StartAsync();
        await using var slack = await WireServer.StartAsync(
            Json($$"""{"ok":true,"upload_url":"{{server.Url}}/put","file_id":"F1"}"""),
            Json("""{"ok":true,"files":[{"id":"F1","title":"A"}]}"""));
        server.Answer(new WireAnswer(200, "text/plain", "OK - 5"));

        var shared = await Client(slack).Files.Upload(new FileUpload("a.md", "# Ü\n") { Title = "A" }, "C1", "1.0", "see");

        Assert.Equal("F1", shared.Id);
        Assert.Equal(("a.md", "5"), (slack.Requests[0].Query["filename"], slack.Requests[0].Query["length"]));
        Assert.Equal(("POST", "/put", "# Ü\n"), (server.Request.Method, server.Request.Target, server.Request.Body));
        Assert.False(server.Request.Headers.ContainsKey("Authorization"));
        Assert.Equal("""{"files":[{"id":"F1","title":"A"}],"channel_id":"C1","initial_comment":"see","thread_ts":"1.0"}""", slack.Requests[1].Body);
    }

    [Fact]
    public async Task Given_an_error_when_answered_then_its_code_messages_and_further_texts_are_there()
    {
        await using var server = await WireServer.StartAsync(Json("""{"ok":false,"error":"missing_scope","needed":"chat:write","provided":"commands","response_metadata":{"messages":["[ERROR] why"]}}"""));

        var fault = await Assert.ThrowsAsync<SlackException>(() => Client(server).Auth.Test());

        Assert.Equal(("missing_scope", "chat:write", "[ERROR] why"), (fault.ErrorCode, fault.ErrorInfo["needed"], fault.ErrorMessages.Single()));
    }

    [Fact]
    public async Task Given_a_limit_when_retries_are_off_then_it_is_thrown_with_its_pause()
    {
        await using var server = await WireServer.StartAsync(new WireAnswer(429, "application/json", "{}") { Headers = new() { ["Retry-After"] = "7" } });

        var limit = await Assert.ThrowsAsync<SlackRateLimitException>(() => Client(server).Auth.Test());

        Assert.Equal(TimeSpan.FromSeconds(7), limit.RetryAfter);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Given_people_and_groups_when_asked_for_then_what_tells_who_may_act_comes_back()
    {
        await using var server = await WireServer.StartAsync(
            Json("""{"ok":true,"user":{"id":"U1","team_id":"T1","name":"a","real_name":"A","deleted":true,"is_bot":true,"is_stranger":true,"is_restricted":true,"is_ultra_restricted":true,"profile":{"display_name":"al"},"enterprise_user":{"enterprise_id":"E1","teams":["T1"]}}}"""),
            Json("""{"ok":true,"usergroups":[{"id":"S1","handle":"approvers"}]}"""),
            Json("""{"ok":true,"users":["U1"]}"""),
            Json("""{"ok":true,"channel":{"id":"D1"}}"""));
        var client = Client(server);

        var user = await client.Users.Info("U1");
        var group = (await client.UserGroups.List()).Single();
        var members = await client.UserGroupUsers.List("S1");
        var direct = await client.Conversations.Open(["U1"]);

        Assert.Equal(("U1", "T1", "a", "A", "al", "E1"), (user.Id, user.TeamId, user.Name, user.RealName, user.Profile.DisplayName, user.EnterpriseUser.EnterpriseId));
        Assert.True(user.Deleted && user.IsBot && user.IsStranger && user.IsRestricted && user.IsUltraRestricted);
        Assert.Equal(("S1", "approvers", "U1", "T1", "D1"), (group.Id, group.Handle, members.Single(), user.EnterpriseUser.Teams.Single(), direct));
        Assert.Equal(["/api/users.info?user=U1&include_locale=false", "/api/usergroups.list?include_count=false&include_disabled=false&include_users=false", "/api/usergroups.users.list?usergroup=S1&include_disabled=false", "/api/conversations.open"], server.Requests.Select(request => request.Target));
        Assert.Equal("""{"return_im":false,"users":["U1"]}""", server.Requests[3].Body);
    }

    [Fact]
    public async Task Given_views_when_opened_and_published_then_trigger_and_person_are_named()
    {
        await using var server = await WireServer.StartAsync(Json("""{"ok":true,"view":{"id":"V1","type":"modal"}}"""));
        var client = Client(server);

        _ = await client.Views.Open("1.2.a", new ModalViewDefinition { Title = new PlainText("T") });
        _ = await client.Views.Publish("U1", new HomeViewDefinition());

        Assert.Equal(("1.2.a", "modal"), ((string?)server.Requests[0].Json["trigger_id"], (string?)server.Requests[0].Json["view"]!["type"]));
        Assert.Equal(("U1", "home"), ((string?)server.Requests[1].Json["user_id"], (string?)server.Requests[1].Json["view"]!["type"]));
    }

    private static WireAnswer Json(string body) => new(200, "application/json", body) { Headers = [] };

    private static SlackApiClient Client(WireServer server)
    {
        var json = Default.JsonSettings();
        var http = new HttpClient();
        return new SlackApiClient(Default.Http(json, () => http), new Elsewhere(Default.UrlBuilder(json), server.Url), json, "xoxb-1") { DisableRetryOnRateLimit = true };
    }

    private sealed class Elsewhere(ISlackUrlBuilder slack, string url) : ISlackUrlBuilder
    {
        public string Url(string apiMethod, Dictionary<string, object> args) => slack.Url(apiMethod, args).Replace("https://slack.com", url, StringComparison.Ordinal);
    }
}
