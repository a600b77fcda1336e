using System.Net;
using System.Security.Cryptography;
using BackoutBot.Teams.Tests.Wire;
using Microsoft.IdentityModel.Tokens;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Tests.Gate;

public sealed class AuthenticationTests
{
    private const string BotFrameworkTenant = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/";

    private static readonly RsaSecurityKey Stranger = new(RSA.Create(2048)) { KeyId = "teams-key-1" };
    private static readonly RsaSecurityKey Unlisted = new(RSA.Create(2048)) { KeyId = "teams-key-2" };
    private static readonly SymmetricSecurityKey PublicPart = new(ChannelKeys.Teams.Rsa.ExportSubjectPublicKeyInfo()) { KeyId = "teams-key-1" };

    public static TheoryData<string, Func<FakeEntra, string>> Forged { get; } = new()
    {
        { "no token", _ => "" },
        { "another scheme", entra => $"Basic {entra.Token()}" },
        { "no bearer", _ => "Bearer" },
        { "malformed", _ => "Bearer not.a.token" },
        { "malformed parts", _ => "Bearer eyJhbGciOiJSUzI1NiJ9.e30.%%%" },
        { "unsigned", _ => "Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2FwaS5ib3RmcmFtZXdvcmsuY29tIn0." },
        { "no claims at all", _ => "Bearer eyJhbGciOiJSUzI1NiJ9.e30.AAAA" },
        { "claims that are no object", _ => Raw("[1]") },
        { "an issuer that is no text", entra => Raw($$"""{"iss":1,"aud":"{{entra.App}}"}""") },
        { "an audience that is no text", _ => Raw("""{"iss":"https://api.botframework.com","aud":{"a":1}}""") },
        { "a time that is none", entra => Raw($$"""{"iss":"https://api.botframework.com","aud":"{{entra.App}}","exp":"soon"}""") },
        { "a time beyond all times", entra => Raw($$"""{"iss":"https://api.botframework.com","aud":"{{entra.App}}","exp":9e99}""") },
        { "another bot's", entra => $"Bearer {entra.Token(audience: "1f1f1f1f-0000-4000-8000-00000000b07a")}" },
        { "nobody's", entra => $"Bearer {entra.Token(audience: "")}" },
        { "another issuer's", entra => $"Bearer {entra.Token(issuer: "https://sts.windows.net/evil/")}" },
        { "Entra's, as its emulator would send it", entra => $"Bearer {entra.Token(issuer: BotFrameworkTenant, serviceUrl: null, signedBy: ChannelKeys.Entra, claims: Claims(entra.App))}" },
        { "Entra's, as another bot would send it", entra => $"Bearer {entra.Token(issuer: BotFrameworkTenant, signedBy: ChannelKeys.Entra, claims: Claims("1f1f1f1f-0000-4000-8000-00000000b07a"))}" },
        { "not valid yet", entra => $"Bearer {entra.Token(expiresIn: TimeSpan.FromHours(3))}" },
        { "expired", entra => $"Bearer {entra.Token(expiresIn: TimeSpan.FromMinutes(-10))}" },
        { "signed by a stranger under the key's name", entra => $"Bearer {entra.Token(signedBy: Stranger)}" },
        { "signed by an unlisted key", entra => $"Bearer {entra.Token(signedBy: Unlisted)}" },
        { "signed by a key for another channel", entra => $"Bearer {entra.Token(signedBy: ChannelKeys.WebChat)}" },
        { "signed by a key for no channel", entra => $"Bearer {entra.Token(signedBy: ChannelKeys.Unendorsed)}" },
        { "signed with what everybody may know of the key", entra => $"Bearer {entra.Token(signedBy: PublicPart)}" },
        { "for another service URL", entra => $"Bearer {entra.Token(serviceUrl: "https://smba.trafficmanager.net/amer/")}" },
        { "for no service URL", entra => $"Bearer {entra.Token(serviceUrl: null)}" },
    };

    [Theory]
    [MemberData(nameof(Forged))]
    public async Task Given_a_forged_request_when_it_comes_then_it_is_unauthorized_and_nothing_is_kept(string what, Func<FakeEntra, string> token)
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();

        using HttpResponseMessage response = await bench.Client.SendAsync(bench.Client.Message(Cast.Alice, "start checkout-api", Cast.Ops), token(bench.Microsoft.Entra));

        Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{what}: {response.StatusCode}");
        Assert.Empty(bench.Inbox.Messages);
    }

    public static TheoryData<string, Func<FakeEntra, string>> RefusedBehindTheGate { get; } = new()
    {
        { "expired", entra => entra.Token(expiresIn: TimeSpan.FromMinutes(-10)) },
        { "signed by a stranger under the key's name", entra => entra.Token(signedBy: Stranger) },
        { "signed by a key for another channel", entra => entra.Token(signedBy: ChannelKeys.WebChat) },
        { "for another service URL", entra => entra.Token(serviceUrl: "https://smba.trafficmanager.net/amer/") },
    };

    [Theory]
    [MemberData(nameof(RefusedBehindTheGate))]
    public async Task Given_a_token_that_the_gate_cannot_judge_when_it_is_refused_then_the_log_says_why_and_holds_no_secret(string what, Func<FakeEntra, string> make)
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();
        string token = make(bench.Microsoft.Entra);

        using HttpResponseMessage response = await bench.Client.SendAsync(bench.Client.Message(Cast.Alice, "start checkout-api", Cast.Ops), $"Bearer {token}");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        string line = Assert.Single(bench.Logs.Lines, line => line.Contains("[4507]", StringComparison.Ordinal));
        Assert.Matches("^Warning .*Refused a request to Teams' endpoint: [^ ]", line);
        string[] secrets = [.. token.Split('.')[1..], FakeEntra.Secret];
        Assert.True(!bench.Logs.Lines.Any(logged => secrets.Any(secret => logged.Contains(secret, StringComparison.Ordinal))), what);
    }

    [Fact]
    public async Task Given_the_channels_token_when_it_comes_then_the_command_is_kept()
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();

        using HttpResponseMessage response = await bench.Client.SendAsync(bench.Client.Message(Cast.Alice, "start checkout-api", Cast.Ops));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(("alice", "start checkout-api", "#ops"), (bench.Kept[0].Person.Value, bench.Kept[0].Text, bench.Kept[0].Channel));
    }

    [Theory]
    [InlineData("serviceUrl", "https://evil.example/")]
    [InlineData("serviceUrl", "http://127.0.0.1:9/")]
    [InlineData("serviceUrl", "elsewhere")]
    [InlineData("serviceUrl", null)]
    [InlineData("channelId", "webchat")]
    [InlineData("channelId", "AseChannel")]
    [InlineData("channelId", null)]
    public async Task Given_an_activity_of_elsewhere_when_it_comes_then_the_bot_does_not_answer_there(string member, string? value)
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();
        JObject activity = bench.Client.Message(Cast.Alice, "start checkout-api", Cast.Ops);
        activity[member] = value;

        using HttpResponseMessage response = await bench.Client.SendAsync(activity, $"Bearer {bench.Microsoft.Entra.Token(serviceUrl: activity.Value<string>("serviceUrl"), signedBy: ChannelKeys.Both)}");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(bench.Inbox.Messages);
        Assert.IsType<Core.Chat.Delivery.Later>(await bench.DeliverAsync(new Core.Chat.ChatMessage("k", "#ops", null, null, new Core.Chat.TextBody(Core.Cards.CardTone.Quiet, "hello", []))));
    }

    [Fact]
    public async Task Given_another_tenant_when_it_speaks_then_it_is_unauthorized()
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();
        JObject activity = bench.Client.Message(Cast.Alice, "start checkout-api", Cast.Ops);
        activity["conversation"]!["tenantId"] = "8e8e8e8e-0000-4000-8000-000000000001";

        using HttpResponseMessage response = await bench.Client.SendAsync(activity);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(bench.Inbox.Messages);
    }

    [Fact]
    public async Task Given_a_huge_body_when_it_comes_then_it_is_not_read()
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();

        using HttpResponseMessage response = await bench.Client.SendAsync(bench.Client.Message(Cast.Alice, new string('x', 300_000), Cast.Ops));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"type\":{}}")]
    [InlineData("{\"type\":\"message\",\"timestamp\":\"soon\"}")]
    public async Task Given_a_body_that_is_no_activity_when_it_comes_then_whose_fault_it_is_depends_on_the_token(string body)
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();

        using HttpResponseMessage signed = await bench.Client.SendAsync(body, $"Bearer {bench.Microsoft.Entra.Token()}");
        using HttpResponseMessage unsigned = await bench.Client.SendAsync(body, "");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized), (signed.StatusCode, unsigned.StatusCode));
        Assert.Empty(bench.Inbox.Messages);
    }

    [Fact]
    public async Task Given_a_sandbox_with_keys_of_its_own_when_they_sign_then_they_count_in_the_place_of_the_Bot_Frameworks()
    {
        await using AdapterBench bench = await AdapterBench.StartAsync(sandbox: Keys(ChannelKeys.SandboxMetadata));
        JObject activity = bench.Client.Message(Cast.Alice, "start checkout-api", Cast.Ops);

        using HttpResponseMessage theirs = await bench.Client.SendAsync(activity, $"Bearer {bench.Microsoft.Entra.Token()}");
        using HttpResponseMessage its = await bench.Client.SendAsync(activity, $"Bearer {bench.Microsoft.Entra.Token(signedBy: ChannelKeys.Sandbox)}");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (theirs.StatusCode, its.StatusCode));
        Assert.IsType<Core.Chat.Delivery.Done>(await bench.DeliverAsync(new Core.Chat.ChatMessage("k", "#ops", null, null, new Core.Chat.TextBody(Core.Cards.CardTone.Quiet, "hello", []))));
    }

    [Fact]
    public async Task Given_keys_that_cannot_be_read_when_a_request_comes_then_it_is_asked_for_again_and_nothing_is_kept()
    {
        await using AdapterBench bench = await AdapterBench.StartAsync(sandbox: Keys("https://127.0.0.1:1/openidconfiguration"));

        using HttpResponseMessage response = await bench.Client.SendAsync(bench.Client.Message(Cast.Alice, "start checkout-api", Cast.Ops));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Empty(bench.Inbox.Messages);
    }

    private static string Raw(string claims) => $"Bearer {Base64UrlEncoder.Encode("""{"alg":"RS256","kid":"teams-key-1"}""")}.{Base64UrlEncoder.Encode(claims)}.AAAA";

    private static Dictionary<string, object> Claims(string app) => new(StringComparer.Ordinal) { ["ver"] = "1.0", ["appid"] = app };

    private static Dictionary<string, string?> Keys(string metadata) => new(StringComparer.Ordinal) { ["Teams:OpenIdMetadataUrl"] = metadata };
}
