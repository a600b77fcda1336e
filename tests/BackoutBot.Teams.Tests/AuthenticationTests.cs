using System.Net;
using System.Security.Cryptography;
using BackoutBot.Teams.Tests.Wire;
using Microsoft.IdentityModel.Tokens;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Tests;

public sealed class AuthenticationTests
{
    private static readonly RsaSecurityKey Stranger = new(RSA.Create(2048)) { KeyId = "teams-key-1" };
    private static readonly RsaSecurityKey Unlisted = new(RSA.Create(2048)) { KeyId = "teams-key-2" };

    public static TheoryData<string, Func<FakeEntra, string>> Forged { get; } = new()
    {
        { "no token", _ => "" },
        { "another scheme", entra => $"Basic {entra.Token()}" },
        { "no bearer", _ => "Bearer" },
        { "malformed", _ => "Bearer not.a.token" },
        { "malformed parts", _ => "Bearer eyJhbGciOiJSUzI1NiJ9.e30.%%%" },
        { "unsigned", _ => "Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2FwaS5ib3RmcmFtZXdvcmsuY29tIn0." },
        { "another bot's", entra => $"Bearer {entra.Token(audience: "1f1f1f1f-0000-4000-8000-00000000b07a")}" },
        { "another issuer's", entra => $"Bearer {entra.Token(issuer: "https://sts.windows.net/evil/")}" },
        { "expired", entra => $"Bearer {entra.Token(expiresIn: TimeSpan.FromMinutes(-10))}" },
        { "signed by a stranger under the key's name", entra => $"Bearer {entra.Token(signedBy: Stranger)}" },
        { "signed by an unlisted key", entra => $"Bearer {entra.Token(signedBy: Unlisted)}" },
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

    [Fact]
    public async Task Given_the_channels_token_when_it_comes_then_the_command_is_kept()
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();

        using HttpResponseMessage response = await bench.Client.SendAsync(bench.Client.Message(Cast.Alice, "start checkout-api", Cast.Ops));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(("alice", "start checkout-api", "#ops"), (bench.Kept[0].Person.Value, bench.Kept[0].Text, bench.Kept[0].Channel));
    }

    [Fact]
    public async Task Given_a_key_that_may_not_sign_for_Teams_when_it_signs_then_it_is_unauthorized()
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();
        bench.Microsoft.Entra.Endorsements = ["webchat"];

        using HttpResponseMessage response = await bench.Client.SendAsync(bench.Client.Message(Cast.Alice, "start checkout-api", Cast.Ops));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("serviceUrl", "https://evil.example/")]
    [InlineData("serviceUrl", "http://127.0.0.1:9/")]
    [InlineData("channelId", "webchat")]
    public async Task Given_an_activity_of_elsewhere_when_it_comes_then_the_bot_does_not_answer_there(string member, string value)
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();
        bench.Microsoft.Entra.Endorsements = ["msteams", "webchat"];
        JObject activity = bench.Client.Message(Cast.Alice, "start checkout-api", Cast.Ops);
        activity[member] = value;

        using HttpResponseMessage response = await bench.Client.SendAsync(activity, $"Bearer {bench.Microsoft.Entra.Token(serviceUrl: activity.Value<string>("serviceUrl"))}");

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
}
