using System.Net;
using BackoutBot.Slack.Tests.Wire;

namespace BackoutBot.Slack.Tests.Gate;

/// <summary>What passes the gate, and what does not (https://docs.slack.dev/authentication/verifying-requests-from-slack).</summary>
public sealed class GateTests : IAsyncLifetime
{
    private SlackBot bot = null!;

    private static string Command { get; } = SlackBot.Form(("command", "/backout"), ("text", "list"), ("user_id", "U0ALICE"), ("team_id", FakeSlack.Team), ("channel_id", "C0OPS"), ("trigger_id", "1.2.3"));

    public async Task InitializeAsync() => bot = await SlackBot.StartAsync(settings: ("Slack:PreviousSigningSecret", "the-secret-of-last-month"));

    public async Task DisposeAsync() => await bot.DisposeAsync();

    [Fact]
    public async Task Given_slacks_own_example_when_signed_then_the_signature_is_the_documented_one()
    {
        const string Body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        var signature = new BackoutBot.Slack.Gate.SlackSignature("8f742231b10e8888abcd99yyyzzz85a5");

        var fault = signature.Fault("1531420618", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", System.Text.Encoding.UTF8.GetBytes(Body), DateTimeOffset.FromUnixTimeSeconds(1531420618));

        Assert.Null(fault);
        await Task.CompletedTask;
    }

    [Theory]
    [InlineData("/slack/command")]
    [InlineData("/slack/action")]
    [InlineData("/slack/event")]
    public async Task Given_no_signature_when_anything_is_sent_then_401_before_it_is_parsed(string path)
    {
        using var answer = await bot.SendUnsignedAsync(path, "{ this is no json");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(bot.Ports.Kept);
    }

    [Fact]
    public async Task Given_another_secret_when_a_command_is_sent_then_401()
    {
        using var answer = await bot.SendAsync("/slack/command", Command, "application/x-www-form-urlencoded", secret: "the-secret-of-somebody-else");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(bot.Ports.Kept);
    }

    [Fact]
    public async Task Given_a_secret_that_is_not_the_app_s_when_the_app_s_own_is_set_then_what_it_signs_is_kept()
    {
        await using var wrong = await SlackBot.StartAsync(settings: ("Slack:SigningSecret", "the-secret-of-another-app"));
        using var refused = await wrong.CommandAsync("list");
        string log = string.Join('\n', wrong.Logs.Lines);
        string key = Advised.By(log, "the signature is not by the signing secret: compare * with the app's page, Basic Information")[0];

        await using var right = await SlackBot.StartAsync(settings: (key, SlackBot.Secret));
        using var answer = await right.CommandAsync("list");
        Assert.Single(right.Ports.Submissions);
    }

    [Theory]
    [InlineData("v0=")]
    [InlineData("v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData("v0=zz114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    public async Task Given_a_forged_signature_when_a_command_is_sent_then_401(string signature)
    {
        using var answer = await bot.SendAsync("/slack/command", Command, "application/x-www-form-urlencoded", signature: signature);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(-301)]
    public async Task Given_a_right_signature_of_another_time_when_sent_then_401(int seconds)
    {
        using var answer = await bot.SendAsync("/slack/command", Command, "application/x-www-form-urlencoded", age: TimeSpan.FromSeconds(seconds));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData(SlackBot.Secret, 299)]
    [InlineData("the-secret-of-last-month", 0)]
    public async Task Given_a_secret_that_is_believed_when_a_command_is_sent_then_it_is_kept(string secret, int seconds)
    {
        using var answer = await bot.SendAsync("/slack/command", Command, "application/x-www-form-urlencoded", secret, TimeSpan.FromSeconds(seconds));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Single(bot.Ports.Submissions);
    }

    [Fact]
    public async Task Given_a_body_beyond_the_cap_when_sent_then_413()
    {
        using var answer = await bot.SendAsync("/slack/event", new string(' ', BackoutBot.Slack.Gate.SlackGate.LargestBody + 1), "application/json");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData("/slack/event", "{ this is no json", "application/json")]
    [InlineData("/slack/event", "[]", "application/json")]
    [InlineData("/slack/event", """{"type":"event_callback","event":{"type":"app_mention"}}""", "application/json")]
    [InlineData("/slack/event", """{"type":"event_callback","event_id":"Ev1"}""", "application/json")]
    [InlineData("/slack/event", """{"type":"something_new"}""", "application/json")]
    [InlineData("/slack/action", "payload=%7B%7D", "application/x-www-form-urlencoded")]
    [InlineData("/slack/action", "nothing=here", "application/x-www-form-urlencoded")]
    [InlineData("/slack/action", "payload=%7B%22type%22%3A%22block_actions%22%2C%22user%22%3A%7B%22id%22%3A%22U1%22%7D%2C%22trigger_id%22%3A%221%22%2C%22actions%22%3A%5B%5D%7D", "application/x-www-form-urlencoded")]
    [InlineData("/slack/command", "command=%2Fbackout&text=list", "application/x-www-form-urlencoded")]
    [InlineData("/slack/event", """{"type":"event_callback","event_id":"Ev1","event":{"type":"message","channel_type":"im","user":"U1","text":"list","ts":"1.2","channel":null}}""", "application/json")]
    [InlineData("/slack/event", """{"type":"event_callback","event_id":"Ev1","authorizations":[null],"event":{"type":"app_mention","user":"U1","text":"list","ts":"1.2","channel":"C1"}}""", "application/json")]
    [InlineData("/slack/action", "payload=%7B%22type%22%3A%22message_action%22%2C%22callback_id%22%3A%22backoutbot_note%22%2C%22user%22%3A%7B%22id%22%3A%22U1%22%7D%2C%22message%22%3A%7B%22ts%22%3A%221.2%22%7D%7D", "application/x-www-form-urlencoded")]
    public async Task Given_a_signed_payload_that_is_malformed_when_sent_then_400(string path, string body, string contentType)
    {
        using var answer = await bot.SendAsync(path, body, contentType);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(bot.Ports.Kept);
    }

    [Fact]
    public async Task Given_url_verification_when_signed_then_the_challenge_comes_back()
    {
        using var answer = await bot.SendAsync("/slack/event", """{"type":"url_verification","challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY"}""", "application/json; charset=utf-8");

        Assert.Equal("3eZbrw1aBm2rZgRNFdxV2595E9CY", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Given_anything_sent_when_the_log_is_read_then_no_secret_stands_in_it()
    {
        using var kept = await bot.CommandAsync("list");
        using var refused = await bot.SendAsync("/slack/command", Command, "application/x-www-form-urlencoded", secret: "the-secret-of-somebody-else");

        Assert.DoesNotContain(bot.Logs.Lines, line =>
            line.Contains(SlackBot.Secret, StringComparison.Ordinal) || line.Contains(FakeSlack.Token, StringComparison.Ordinal) || line.Contains("last-month", StringComparison.Ordinal) || line.Contains("v0=", StringComparison.Ordinal));
    }
}
