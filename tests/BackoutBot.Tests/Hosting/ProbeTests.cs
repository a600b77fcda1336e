using System.Net;
using System.Reflection;
using System.Text.Json;
using BackoutBot.Aws.Plan;
using BackoutBot.Hosting;
using BackoutBot.Operations;
using BackoutBot.PlanFiles;
using BackoutBot.Tests.PlanFiles;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace BackoutBot.Tests.Hosting;

/// <summary>What an orchestrator's probes are answered, over HTTP.</summary>
public sealed class ProbeTests
{
    [Fact]
    public async Task Given_all_is_well_then_both_probes_say_so()
    {
        using PlanFolderFixture plans = new PlanFolderFixture().With("checkout-api.yaml", Plans.Full);
        await using WebApplication app = await StartAsync(plans.Path);

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(app, "/healthz")).Status);
        (HttpStatusCode status, string body) = await GetAsync(app, "/readyz");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(JsonDocument.Parse(body).RootElement.GetProperty("ready").GetBoolean());
    }

    [Fact]
    public async Task Given_a_faulty_plan_file_then_the_bot_lives_and_is_not_ready_and_says_why()
    {
        using PlanFolderFixture plans = new PlanFolderFixture().With("checkout-api.yaml", Plans.Full.Replace("quorum: 2", "quorum: 0", StringComparison.Ordinal));
        await using WebApplication app = await StartAsync(plans.Path);

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(app, "/healthz")).Status);
        (HttpStatusCode status, string body) = await GetAsync(app, "/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        JsonElement check = Assert.Single(JsonDocument.Parse(body).RootElement.GetProperty("checks").EnumerateArray(), check => check.GetProperty("name").GetString() == "plan files");
        Assert.False(check.GetProperty("ready").GetBoolean());
        Assert.Contains("checkout-api.yaml:7:11: approvals.quorum", check.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_check_that_is_only_degraded_then_the_bot_is_not_ready()
    {
        using PlanFolderFixture plans = new PlanFolderFixture().With("checkout-api.yaml", Plans.Full);
        await using WebApplication app = await StartAsync(plans.Path, services => services.AddHealthChecks().AddCheck("silo", () => HealthCheckResult.Degraded("joining")));

        (HttpStatusCode status, string body) = await GetAsync(app, "/readyz");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("joining", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_silo_that_starts_when_it_is_waited_for_then_the_bot_is_ready()
    {
        using PlanFolderFixture plans = new PlanFolderFixture().With("checkout-api.yaml", Plans.Full);
        ISiloStatusOracle silo = DispatchProxy.Create<ISiloStatusOracle, StartingSilo>();
        await using WebApplication app = await StartAsync(plans.Path, services => services.AddSingleton(silo).AddHealthChecks().AddCheck<SiloHealthCheck>("silo"));
        (_, string body) = await GetAsync(app, "/readyz");
        Advised.By(JsonDocument.Parse(body).RootElement.GetProperty("checks").ToString().Replace("\\u0027", "'", StringComparison.Ordinal), "the silo is *: wait for it to start, or look into the log for why it stopped");

        ((StartingSilo)silo).Status = SiloStatus.Active;
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(app, "/readyz")).Status);
    }

    private static async Task<WebApplication> StartAsync(string plans, Action<IServiceCollection>? configure = null)
    {
        WebApplicationBuilder builder = BackoutBotHost.CreateBuilder(new HostArguments(Urls: "http://127.0.0.1:0", PlansFolder: plans));
        _ = builder.AddObservability().AddPlanFiles();
        _ = builder.Services.AddSingleton<IPlanSection, AwsPlanSection>();
        configure?.Invoke(builder.Services);
        WebApplication app = builder.Build().ValidateSettings();
        _ = app.MapOperations();
        await app.StartAsync();
        return app;
    }

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(WebApplication app, string path)
    {
        using HttpClient client = new() { BaseAddress = new Uri(app.Urls.Single()) };
        using HttpResponseMessage response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
