using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Calls;
using BackoutBot.Sandbox.Control;
using BackoutBot.Sandbox.Faults;
using BackoutBot.Sandbox.Notifications;
using BackoutBot.Sandbox.Parts.Alarms;
using BackoutBot.Sandbox.Parts.Buckets;
using BackoutBot.Sandbox.Parts.CodeDeploy;
using BackoutBot.Sandbox.Parts.Databases;
using BackoutBot.Sandbox.Parts.Dns;
using BackoutBot.Sandbox.Parts.FrontDoor;
using BackoutBot.Sandbox.Parts.LoadBalancing;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Services;
using BackoutBot.Sandbox.Signing;
using BackoutBot.Sandbox.Story;
using BackoutBot.Sandbox.Wire;

namespace BackoutBot.Sandbox;

/// <summary>The sandbox as a web application: for the command line, and for tests that host it in process.</summary>
public static class SandboxApplication
{
    /// <summary>Builds the sandbox; it listens once it is started.</summary>
    /// <param name="options">How it is run.</param>
    /// <param name="time">The account's clock.</param>
    /// <param name="logging">Where it logs to; nowhere by default.</param>
    /// <exception cref="ScenarioException">The scenario can't be used.</exception>
    /// <exception cref="ArgumentException">An option can't be used.</exception>
    /// <exception cref="InvalidDataException">The data folder holds a state that this version can't read.</exception>
    public static WebApplication Build(SandboxOptions options, TimeProvider time, Action<ILoggingBuilder>? logging = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        Check(options);
        Directory.CreateDirectory(options.DataDirectory);
        var accounts = new SandboxAccounts();
        var scenario = ScenarioFile.Read(options.ScenarioPath ?? ScenarioFile.Default);
        if (options.ReleaseFailsAfterSeconds is { } later)
        {
            foreach (var release in scenario.Story.Releases)
            {
                scenario.Revisions[scenario.Revisions.FindIndex(r => r.Version == release.Deploy)] =
                    scenario.Revision(release.Deploy) with { FailsAfter = later, Unhealthy = false, FailsLater = false, StallsAfter = null };
            }
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "BackoutBot.Sandbox" });
        logging?.Invoke(builder.Logging);
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls).ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = RawRequest.LargestBody;
            kestrel.AddServerHeader = false;
        });
        builder.Services.AddRouting();
        builder.Services.AddRoutingCore();
        var certificates = SigningCertificates.LoadOrCreate(options.DataDirectory, scenario.Region, time.GetUtcNow());
        AddAccount(builder.Services, options, time, scenario, options.DataDirectory);
        // Made by the container, so that it disposes of them.
        builder.Services.AddSingleton(_ => accounts).AddSingleton(_ => certificates).AddHostedService<OtherAccounts>();

        var app = builder.Build();
        accounts.Add(app.Services);
        foreach (var other in options.OtherAccounts.Select(ScenarioFile.Read))
        {
            var services = new ServiceCollection();
            AddAccount(services, options, time, other, Path.Combine(options.DataDirectory, "accounts", other.Account));
            services.AddSingleton(accounts).AddSingleton(certificates).AddSingleton(app.Services.GetRequiredService<ILoggerFactory>()).AddLogging();
            accounts.Add(services.BuildServiceProvider());
        }

        app.MapWhen(context => DataPlane.IsFor(context.Request), data => data.Run(context => data.ApplicationServices.GetRequiredService<DataPlane>().HandleAsync(context)));
        app.UseRouting();
        app.MapControl();
        app.MapFallback("{*path}", (HttpContext context) => accounts.OwnerOf(context.Request).Endpoint.HandleAsync(context));
        foreach (var account in accounts.All)
        {
            Begin(account.Services, account == accounts.Own ? options : options with { BreakAfterSeconds = null });
        }

        return app;
    }

    private static void AddAccount(IServiceCollection services, SandboxOptions options, TimeProvider time, Scenario scenario, string directory)
    {
        Directory.CreateDirectory(directory);
        services.AddSingleton(options).AddSingleton(time).AddSingleton(scenario).AddSingleton(new Pace(options.Speed));
        services.AddSingleton(new StateFile(directory)).AddSingleton<SandboxAccount>().AddSingleton<AccountView>();
        AddStory(services);
        AddWire(services);
        services.AddHostedService<Ticker>().AddHostedService<DeliveryService>();
    }

    private static void AddStory(IServiceCollection services) => services
        .AddSingleton<Simulation>().AddSingleton<DeploymentSimulation>().AddSingleton<TargetSimulation>().AddSingleton<AlarmSimulation>()
        .AddSingleton<DnsSimulation>().AddSingleton<TargetHealths>().AddSingleton<Routing>().AddSingleton<Answering>().AddSingleton<HealthCheckSimulation>().AddSingleton<CanarySimulation>().AddSingleton<BreakProduction>()
        .AddSingleton<EnvelopeSigner>().AddSingleton<SnsTopics>().AddSingleton<CodeDeployTrigger>().AddSingleton<AlarmNotification>().AddSingleton<DeliveryPolicy>();

    private static void AddWire(IServiceCollection services) => services
        .AddSingleton<StsApi>().AddSingleton<CodeDeployApi>().AddSingleton<MetricData>().AddSingleton<CloudWatchApi>().AddSingleton<ElasticLoadBalancingApi>()
        .AddSingleton<DataPlane>().AddSingleton<RdsApi>().AddSingleton<Route53Api>().AddSingleton<SnsApi>().AddSingleton<S3Api>()
        .AddSingleton<ApiCatalog>().AddSingleton<Authenticator>().AddSingleton<FaultBook>().AddSingleton<CallLog>().AddSingleton<AwsEndpoint>();

    private static void Begin(IServiceProvider services, SandboxOptions options)
    {
        var topics = services.GetRequiredService<SnsTopics>();
        var story = services.GetRequiredService<BreakProduction>();
        services.GetRequiredService<SandboxAccount>().Change((state, now) =>
        {
            if (options.Webhook is { } webhook)
            {
                topics.Subscribe(state, webhook, now);
            }

            // When all is confirmed already, or nothing is to be, the story does not wait for it.
            story.SubscriptionConfirmed(state, now, options.BreakAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
            return true;
        });
    }

    private static void Check(SandboxOptions options)
    {
        foreach (var url in options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != "http" || !uri.IsLoopback)
            {
                throw new ArgumentException($"'{url}' can't be listened on: the sandbox's credentials are public, so it takes http on loopback only, for example http://127.0.0.1:4566.", nameof(options));
            }
        }

        if (!double.IsFinite(options.Speed) || options.Speed <= 0)
        {
            throw new ArgumentException($"The speed must be above 0, not {options.Speed}.", nameof(options));
        }

        if (options.BreakAfterSeconds is < 0)
        {
            throw new ArgumentException($"The story can't break {options.BreakAfterSeconds} seconds after: give 0 or more.", nameof(options));
        }

        if (options.ReleaseFailsAfterSeconds is { } later && !(double.IsFinite(later) && later >= 0))
        {
            throw new ArgumentException($"The release can't fail {later} seconds after: give 0 or more.", nameof(options));
        }

        if (options.Webhook is { } webhook && (!webhook.IsAbsoluteUri || webhook.Scheme is not ("http" or "https")))
        {
            throw new ArgumentException($"'{webhook}' is no webhook: give an http or https address.", nameof(options));
        }
    }
}
