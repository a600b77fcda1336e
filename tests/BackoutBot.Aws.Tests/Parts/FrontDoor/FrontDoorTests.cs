using System.Globalization;
using System.Net;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Parts.FrontDoor;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Releases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace BackoutBot.Aws.Tests.Parts.FrontDoor;

/// <summary>How the service is seen from outside.</summary>
public sealed class FrontDoorTests : IDisposable
{
    private static readonly HttpFrontDoor Shop = new(new Uri("https://api.shop.example/"), null, 200, null, "checkout-api {version}", null, null) { Id = "frontDoor", Account = CheckoutApi.Own };

    private readonly string folder = Directory.CreateTempSubdirectory("backoutbot-front-").FullName;
    private readonly FakeTimeProvider clock = new(TestCertificates.Now);
    private readonly Dictionary<string, string?> settings = [];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    [Judges("12.1", CheckStatus.Pass, "the front door by HTTP answers with the status and text that the plan file wants")]
    [Judges("12.1", CheckStatus.Fail, "the front door by HTTP answers with another status")]
    public async Task Given_the_simulated_account_when_a_page_comes_and_goes_then_the_front_door_says_what_customers_get()
    {
        await using var world = await WorldAsync();
        Assert.Equal((CheckStatus.Pass, "https://api.shop.example/ answers 200."), await DoorAsync(world));

        var on = await world.ApprovedAsync(MaintenanceOnAction.ActionName);
        await world.StartedAsync(on);
        Assert.Equal((CheckStatus.Fail, "https://api.shop.example/ answers 503 and not 200."), await DoorAsync(world));
        Assert.False((await Check<Item12_1_FrontDoor>(world).RunAsync(Context(), CancellationToken.None))!.IsOfRelease);

        await world.StartedAsync(await world.ApprovedAsync(MaintenanceOffAction.ActionName));
        Assert.Equal(CheckStatus.Pass, (await DoorAsync(world)).Status);
    }

    [Fact]
    [Judges("12.1", CheckStatus.Fail, "the front door by HTTP answers with another version")]
    public async Task Given_a_release_to_go_back_to_when_another_answers_then_it_is_not_the_front_door_of_that_release()
    {
        await using var world = await WorldAsync(scenario => scenario.Replace("    unhealthy: true\n    stallsAfter: 4\n", "    failsAfter: 600\n", StringComparison.Ordinal));
        var to = await world.CaptureAsync(CodeDeployRedeployAction.ActionName);
        Assert.Equal((CheckStatus.Pass, "https://api.shop.example/ answers 200 with «checkout-api v2.3.1»."), await DoorAsync(world, to));

        await world.BreakAsync();
        Assert.Equal((CheckStatus.Fail, "https://api.shop.example/ answers 200 without «checkout-api v2.3.1»."), await DoorAsync(world, to));
        Assert.True((await Check<Item12_1_FrontDoor>(world).RunAsync(Context(to), CancellationToken.None))!.IsOfRelease);
    }

    [Theory]
    [InlineData("checkout-api {version of checkout-api-prod}", "checkout-api v2.3.1")]
    [InlineData("worker {version of worker-prod}", "worker v7")]
    [InlineData("checkout-api {version}", "checkout-api v2.3.1, v7")]
    public void Given_a_release_of_two_deployment_groups_then_the_version_of_the_one_that_is_named_is_expected(string version, string expected)
    {
        var worker = new CodeDeployTarget("worker", "worker-prod") { Id = "worker-prod", Account = CheckoutApi.Own };
        var group = version.Contains("worker-prod", StringComparison.Ordinal) ? worker : version.Contains(" of ", StringComparison.Ordinal) ? CheckoutApi.Group : null;
        var door = Shop with { Version = version, Group = group };

        Assert.Equal(expected, door.Expected(new Release([new(CheckoutApi.Group.Component, "a", "v2.3.1"), new(worker.Component, "b", "v7")])));
    }

    [Fact]
    [Judges("12.1", CheckStatus.Unknown, "the plan file says that no machine sees the service from outside")]
    public async Task Given_no_front_door_when_it_is_checked_then_a_person_is_asked_and_how_is_told()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.With<NoFrontDoor>(new NoFrontDoor("Only batch jobs use it.") { Id = "frontDoor", Account = CheckoutApi.Own }));
        var result = (await Check<Item12_1_NotSeenFromOutside>(world).RunAsync(Context(), CancellationToken.None))!;
        Assert.Equal("Only batch jobs use it", result.NotSeenFromOutside);
        Assert.Equal((CheckStatus.Unknown, "Not seen from outside: Only batch jobs use it."), (result.Status, result.Summary));
        Assert.Contains("/backout attest checkout-api 12.1 ", result.Fix, StringComparison.Ordinal);
        Assert.Null(await Check<Item12_1_FrontDoor>(world).RunAsync(Context(), CancellationToken.None));
    }

    [Fact]
    public async Task Given_a_secret_and_a_redirect_to_another_host_when_asked_then_it_is_not_followed_and_the_secret_stays()
    {
        List<string> elsewhere = [];
        await using var other = await ServerAsync(context =>
        {
            elsewhere.Add(context.Request.Headers["X-Probe-Key"].ToString());
            return Task.CompletedTask;
        });
        var secrets = new List<string>();
        await using var server = await ServerAsync(context =>
        {
            secrets.Add(context.Request.Headers["X-Probe-Key"].ToString());
            context.Response.Redirect(other.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
            return Task.CompletedTask;
        });
        settings["Secrets:probe"] = "s3cret";
        var answer = Assert.IsType<ProbeAnswer.NoAnswer>(await AskAsync(Door(server) with { Header = new SecretHeader("X-Probe-Key", "probe") }));
        Assert.Contains("which is not followed", answer.Reason, StringComparison.Ordinal);
        Assert.Equal(["s3cret"], secrets);
        Assert.Empty(elsewhere);
    }

    [Fact]
    public async Task Given_redirects_on_the_same_host_when_asked_then_they_are_followed_but_not_for_ever()
    {
        await using var server = await ServerAsync(context =>
        {
            var left = int.Parse(context.Request.Path.Value!.TrimStart('/'), CultureInfo.InvariantCulture);
            if (left > 0)
            {
                context.Response.Redirect($"/{left - 1}");
                return Task.CompletedTask;
            }

            return context.Response.WriteAsync("there");
        });
        Assert.Equal(new ProbeAnswer.Answered(200, "there"), await AskAsync(Door(server, "/5")));
        Assert.Equal(new ProbeAnswer.NoAnswer("sends on more than 5 times"), await AskAsync(Door(server, "/6")));
        Assert.Equal(302, Assert.IsType<ProbeAnswer.Answered>(await AskAsync(Door(server, "/1") with { Status = 302 })).Status);
    }

    [Fact]
    public async Task Given_a_body_without_end_when_asked_then_its_first_64_kilobytes_are_read()
    {
        await using var server = await ServerAsync(async context =>
        {
            try
            {
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.WriteAsync(new string('x', 4096), context.RequestAborted);
                }
            }
            catch (OperationCanceledException)
            {
                // Whoever asked has read enough.
            }
        });
        Assert.Equal(HttpProbe.LargestBody, Assert.IsType<ProbeAnswer.Answered>(await AskAsync(Door(server))).Body.Length);
    }

    [Fact]
    public async Task Given_a_server_that_is_silent_when_five_seconds_are_over_then_it_does_not_answer()
    {
        var asked = new TaskCompletionSource();
        await using var server = await ServerAsync(async context =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var answer = AskAsync(Door(server));
        await asked.Task;
        clock.Advance(HttpProbe.Patience);
        Assert.Equal(new ProbeAnswer.NoAnswer("does not answer within 5 seconds"), await answer);
    }

    [Fact]
    public async Task Given_nobody_who_listens_when_asked_then_it_does_not_answer()
    {
        var server = await ServerAsync(_ => Task.CompletedTask);
        var door = Door(server);
        await server.DisposeAsync();
        Assert.StartsWith("does not answer: ", Assert.IsType<ProbeAnswer.NoAnswer>(await AskAsync(door)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_missing_secret_or_authority_when_asked_then_nothing_is_sent_and_the_advice_helps()
    {
        var asked = 0;
        await using var server = await ServerAsync(_ =>
        {
            asked++;
            return Task.CompletedTask;
        });
        var door = Door(server) with { Header = new SecretHeader("X-Probe-Key", "probe"), CaFile = Path.Combine(folder, "ca.pem") };
        var secret = Advised.By(Assert.IsType<ProbeAnswer.NotAsked>(await AskAsync(door)).Fix, "Set Secrets__*, and start the bot again.")[0];
        settings[$"Secrets:{secret}"] = "s3cret";
        Advised.By(Assert.IsType<ProbeAnswer.NotAsked>(await AskAsync(door)).Fix, "Correct caFile, or put the file there.");
        Assert.Equal(0, asked);
        await File.WriteAllTextAsync(door.CaFile, TestCertificates.Trusted.AuthorityPem);
        Assert.Equal(200, Assert.IsType<ProbeAnswer.Answered>(await AskAsync(door)).Status);
    }

    [Fact]
    public async Task Given_tls_when_asked_then_the_host_is_named_and_only_the_given_authorities_count()
    {
        string? host = null;
        string? sni = null;
        var trusted = TestCertificates.Trusted.Issue("api.shop.example", DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(65));
        await using var server = await ServerAsync(
            context =>
            {
                host = context.Request.Host.Value;
                return Task.CompletedTask;
            },
            https => https.ServerCertificateSelector = (_, name) =>
            {
                sni = name;
                return trusted;
            });
        var ca = Path.Combine(folder, "ca.pem");
        var door = Door(server) with { Host = "api.shop.example", CaFile = ca };
        await File.WriteAllTextAsync(ca, TestCertificates.Foreign.AuthorityPem);
        Assert.IsType<ProbeAnswer.NoAnswer>(await AskAsync(door));
        await File.WriteAllTextAsync(ca, TestCertificates.Trusted.AuthorityPem);
        Assert.Equal(200, Assert.IsType<ProbeAnswer.Answered>(await AskAsync(door)).Status);
        Assert.Equal(("api.shop.example", "api.shop.example"), (host, sni));
        Assert.IsType<ProbeAnswer.NoAnswer>(await AskAsync(door with { Host = "www.shop.example" }));
    }

    private static async Task<AwsWorld> WorldAsync(Func<string, string>? scenario = null)
    {
        var world = await AwsWorld.StartAsync(scenario);
        world.Catalogue.Become(CheckoutApi.With<HttpFrontDoor>(Shop));
        return world;
    }

    private static ICheck Check<T>(AwsWorld world)
        where T : ICheck => world.Services.GetServices<ICheck>().OfType<T>().Single();

    private static CheckContext Context(Core.RestorePoints.RestorePoint? to = null) => new(CheckoutApi.Backout, CheckoutApi.Service, to, Array.Empty<ResourceKey>());

    private static async Task<(CheckStatus Status, string Summary)> DoorAsync(AwsWorld world, Core.RestorePoints.RestorePoint? to = null)
    {
        var result = (await Check<Item12_1_FrontDoor>(world).RunAsync(Context(to), CancellationToken.None))!;
        return (result.Status, result.Summary);
    }

    private static HttpFrontDoor Door(WebApplication server, string path = "/") =>
        Shop with { Url = new Uri(new Uri(server.Urls.Single()), path), Version = null };

    private Task<ProbeAnswer> AskAsync(HttpFrontDoor door) =>
        new HttpProbe(Options.Create(new AwsOptions()), new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), clock).AskAsync(door, CancellationToken.None);

    private static async Task<WebApplication> ServerAsync(RequestDelegate answer, Action<Microsoft.AspNetCore.Server.Kestrel.Https.HttpsConnectionAdapterOptions>? tls = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (tls is not null)
            {
                listen.UseHttps(tls);
            }
        }));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }
}
