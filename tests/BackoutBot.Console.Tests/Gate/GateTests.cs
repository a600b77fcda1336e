using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using BackoutBot.Console.People;
using BackoutBot.Console.Tests.Fakes;
using Microsoft.Extensions.Options;

namespace BackoutBot.Console.Tests.Gate;

public sealed class GateTests
{
    private static readonly object Talk = new { key = "3f2b8c1e-0d0d", channel = "#ops", text = "hello" };

    public static TheoryData<string> Posts => ["/console/submit", "/console/identity", "/sandbox/break-production"];

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Given_a_request_without_the_consoles_header_then_403(string path)
    {
        await using var host = await ConsoleHost.StartAsync();
        var client = host.As("alice");
        client.DefaultRequestHeaders.Remove("X-BackoutBot");

        var response = await client.PostAsJsonAsync(path, Talk);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("X-BackoutBot", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(host.Chat.Entries);
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("https://localhost", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost:81", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost", HttpStatusCode.Accepted)]
    [InlineData(null, HttpStatusCode.Accepted)]
    public async Task Given_an_origin_then_only_the_consoles_own_is_let_through(string? origin, HttpStatusCode status)
    {
        await using var host = await ConsoleHost.StartAsync();
        var client = host.As("alice");
        if (origin is not null)
        {
            client.DefaultRequestHeaders.Add("Origin", origin);
        }

        Assert.Equal(status, (await client.PostAsJsonAsync("/console/submit", Talk)).StatusCode);
    }

    [Fact]
    public async Task Given_a_proxy_that_ends_TLS_when_it_and_the_bot_are_set_as_advised_then_the_console_s_own_page_is_let_through()
    {
        await using var before = await ConsoleHost.StartAsync();
        using var refused = await BehindProxy(before).PostAsJsonAsync("/console/submit", Talk);
        string variable = Advised.By(
            (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(),
            "Behind a proxy, have it pass on the Host header and send X-Forwarded-Proto, and start the bot with ASPNETCORE_*=true.")[0];

        await using var after = await ConsoleHost.StartAsync("Sandbox", [], builder => builder.Configuration[variable] = "true");
        Assert.Equal(HttpStatusCode.Accepted, (await BehindProxy(after).PostAsJsonAsync("/console/submit", Talk)).StatusCode);

        static HttpClient BehindProxy(ConsoleHost host)
        {
            var client = host.As("alice");
            client.DefaultRequestHeaders.Host = "console.shop.example";
            client.DefaultRequestHeaders.Add("Origin", "https://console.shop.example");
            client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
            return client;
        }
    }

    [Fact]
    public async Task Given_a_visitor_whom_nobody_knows_when_they_open_the_page_and_try_again_then_it_is_taken()
    {
        await using var host = await ConsoleHost.StartAsync();
        var browser = host.Browser();
        browser.DefaultRequestHeaders.Add("X-BackoutBot", "console");
        using var refused = await browser.PostAsJsonAsync("/console/submit", Talk);
        Advised.By((await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), "Open the console's page in this browser, then try again.");

        using var page = await browser.GetAsync("/");
        browser.DefaultRequestHeaders.Add("Cookie", page.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        Assert.Equal(HttpStatusCode.Accepted, (await browser.PostAsJsonAsync("/console/submit", Talk)).StatusCode);
    }

    [Theory]
    [InlineData("nope", HttpStatusCode.Forbidden)]
    [InlineData("utf-16", HttpStatusCode.Forbidden)]
    [InlineData("UTF-8", HttpStatusCode.Accepted)]
    public async Task Given_a_body_in_some_encoding_then_only_that_of_json_is_read(string charset, HttpStatusCode status)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var body = new StringContent(JsonSerializer.Serialize(Talk));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = charset };

        Assert.Equal(status, (await host.As("alice").PostAsync("/console/submit", body)).StatusCode);
    }

    [Fact]
    public async Task Given_a_form_of_another_page_then_403()
    {
        await using var host = await ConsoleHost.StartAsync();

        var response = await host.As("alice").PostAsync("/console/submit", new FormUrlEncodedContent([KeyValuePair.Create("text", "hello")]));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("mallory")]
    public async Task Given_a_visitor_whom_nobody_knows_then_what_acts_or_listens_is_401(string? person)
    {
        await using var host = await ConsoleHost.StartAsync();
        var client = person is null ? host.Browser() : host.As(person);
        if (person is null)
        {
            client.DefaultRequestHeaders.Add("X-BackoutBot", "console");
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsJsonAsync("/console/submit", Talk)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/console/events?after=0")).StatusCode);
        Assert.Empty(host.Chat.Entries);
    }

    [Fact]
    public async Task Given_a_first_visit_in_the_sandbox_then_the_visitor_becomes_the_first_person_by_a_strict_cookie()
    {
        await using var host = await ConsoleHost.StartAsync();

        var response = await host.Browser().GetAsync("/");

        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Equal($"{SandboxIdentity.Cookie}=alice; path=/; samesite=strict; httponly", cookie);
        Assert.Contains("You are <strong>alice</strong>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_the_switcher_then_the_visitor_becomes_one_of_the_sandboxs_people_and_nobody_else()
    {
        await using var host = await ConsoleHost.StartAsync();

        var switched = await host.As("alice").PostAsJsonAsync("/console/identity", new { person = "carol" });
        Assert.Equal(HttpStatusCode.NoContent, switched.StatusCode);
        Assert.StartsWith($"{SandboxIdentity.Cookie}=carol;", Assert.Single(switched.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);

        var refused = await host.As("alice").PostAsJsonAsync("/console/identity", new { person = "mallory" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.False(refused.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/backouts")]
    [InlineData("/backouts/checkout-api-17")]
    [InlineData("/console/events?after=0")]
    public async Task Given_an_environment_that_is_not_the_sandbox_then_everything_is_403_and_says_why(string path)
    {
        await using var host = await ConsoleHost.StartAsync("Production");
        host.Story.Break();

        var response = await host.As("alice").GetAsync(path);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()).Replace("\\u0027", "'", StringComparison.Ordinal);
        Assert.Contains("Console sign-in isn't configured", page, StringComparison.Ordinal);
        Assert.DoesNotContain("checkout-api-5xx", page, StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Given_an_environment_that_is_not_the_sandbox_then_nothing_can_be_done(string path)
    {
        await using var host = await ConsoleHost.StartAsync("Production");

        Assert.Equal(HttpStatusCode.Forbidden, (await host.As("alice").PostAsJsonAsync(path, Talk)).StatusCode);
        Assert.Empty(host.Inbox.Messages);
        Assert.Empty(host.Chat.Entries);
    }

    [Theory]
    [InlineData("Production", "alice", "there anybody could act as anybody")]
    [InlineData("Sandbox", "Alice!", "lower-case letters")]
    public async Task Given_people_that_must_not_be_configured_then_the_host_does_not_start(string environment, string person, string fault)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => ConsoleHost.StartAsync(environment, person));

        Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/backouts")]
    [InlineData("/backouts/nope")]
    public async Task Every_page_forbids_inline_code_framing_and_guessing_and_is_not_kept(string path)
    {
        await using var host = await ConsoleHost.StartAsync();

        var response = await host.As("alice").GetAsync(path);
        var page = await response.Content.ReadAsStringAsync();

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.DoesNotContain("style=\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]* src=)", page);
        Assert.DoesNotMatch("\\son[a-z]+=", page);
        Assert.DoesNotMatch("(src|href)=\"(https?:)?//", page);
    }

    [Fact]
    public async Task The_assets_are_in_the_assembly_and_their_addresses_change_with_their_content()
    {
        await using var host = await ConsoleHost.StartAsync();
        var page = await host.As("alice").GetStringAsync("/");

        foreach (System.Text.RegularExpressions.Match asset in System.Text.RegularExpressions.Regex.Matches(page, "\"(/console/assets/[0-9a-f]{16}/[a-z.]+)\""))
        {
            var response = await host.Browser().GetAsync(asset.Groups[1].Value);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync());
        }

        Assert.Contains("console.js", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Browser().GetAsync("/console/assets/0/../appsettings.json")).StatusCode);
        Assert.Equal("no-store", (await host.Browser().GetAsync("/console/assets/old/console.css")).Headers.CacheControl!.ToString());
    }
}
