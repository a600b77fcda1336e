using System.Text.Encodings.Web;
using System.Text.Json;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Calls;
using BackoutBot.Sandbox.Faults;
using BackoutBot.Sandbox.Notifications;
using BackoutBot.Sandbox.Parts.CodeDeploy;
using BackoutBot.Sandbox.Parts.Dns;
using BackoutBot.Sandbox.Parts.LoadBalancing;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Story;
using BackoutBot.Sandbox.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BackoutBot.Sandbox.Control;

/// <summary>What tells the sandbox what to do and shows what it did: <c>/_sandbox</c>. It is no part of AWS.</summary>
internal static class ControlEndpoints
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapControl(this IEndpointRouteBuilder app)
    {
        var control = app.MapGroup("/_sandbox");
        control.MapGet("/healthz", () => TypedResults.Text("ok\n"));
        control.MapGet("/ca.pem", (SigningCertificates all) => TypedResults.Text(all.AuthorityPem, "application/x-pem-file"));
        var accounts = app.ServiceProvider.GetRequiredService<SandboxAccounts>();
        MapAccount(control, accounts.Own);
        foreach (var account in accounts.All)
        {
            MapAccount(control.MapGroup($"/accounts/{account.Id}"), account);
        }

        control.MapPost("/story/release-fails", (SandboxAccount account, TargetSimulation targets) =>
        {
            account.Change((state, now) =>
            {
                targets.FailLate(state, now);
                return true;
            });
            return TypedResults.Accepted("/_sandbox/state");
        });
        control.MapPut("/alarms/{name}", PutAlarm);
        control.MapPut("/canaries/{name}", PutCanary);
        control.MapPut("/bundles/{version}", PutBundle);
        control.MapPost("/story/{name}", PostStory);
        control.MapPost("/reset", (SandboxAccount account) =>
        {
            account.Reset();
            return TypedResults.NoContent();
        });
        control.MapPut("/webhook", PutWebhookAsync);
        // The file that SigningCertURL names; the sandbox's bot looks for it here, under its own origin.
        var certificates = app.ServiceProvider.GetRequiredService<SigningCertificates>();
        app.MapGet($"/{certificates.FileName}", () => TypedResults.Text(certificates.LeafPem, "application/x-pem-file"));
    }

    // What every account has.
    private static void MapAccount(RouteGroupBuilder group, AccountServices services)
    {
        var account = services.Account;
        var view = services.Services.GetRequiredService<AccountView>();
        var log = services.Services.GetRequiredService<CallLog>();
        var catalog = services.Services.GetRequiredService<ApiCatalog>();
        group.MapGet("/state", () => account.Read((state, now) => Json(view.Of(state, now))));
        group.MapGet("/calls", (bool? mutating) => account.Read((state, _) => Json(log.Read(state, mutating ?? false))));
        group.MapGet("/faults", () => account.Read((state, _) => Json(state.Faults)));
        group.MapPost("/faults", (HttpRequest request) => PostFaultAsync(request, account, catalog));
        group.MapDelete("/faults", () =>
        {
            account.Change((state, _) => state.Faults.RemoveAll(_ => true));
            return TypedResults.NoContent();
        });
        group.MapPut("/records", (SeedRecord record) => PutRecord(record, account));
        group.MapPost("/deployments", (DeploymentByHand wanted) => PostDeployment(wanted, account, services.Scenario, services.Services.GetRequiredService<DeploymentSimulation>()));
    }

    // Somebody else's hand, past the wire: no call is logged.
    private static Results<NoContent, ProblemHttpResult> PutRecord(SeedRecord record, SandboxAccount account) => account.Change<Results<NoContent, ProblemHttpResult>>((state, _) =>
    {
        if (!RecordName.TryNormalize(record.Name, out var name) || state.Record(name, record.Type) is not { } changed)
        {
            return Refused($"There is no record {record.Type} '{record.Name}'; the zone has {string.Join(", ", state.Records.Select(one => $"{one.Type} {one.Name}"))}.");
        }

        if (record.Ttl is null || record.Values.Count == 0)
        {
            return Refused("A record that answers by itself has a TTL and values.");
        }

        (changed.Ttl, changed.Values) = (record.Ttl, record.Values);
        return TypedResults.NoContent();
    });

    // As somebody does at the console: stops what is under way, without roll-back, and deploys.
    private static Results<NoContent, ProblemHttpResult> PostDeployment(DeploymentByHand wanted, SandboxAccount account, Scenario scenario, DeploymentSimulation deployments) => account.Change<Results<NoContent, ProblemHttpResult>>((state, now) =>
    {
        if (!scenario.Revisions.Exists(revision => revision.Version == wanted.Version))
        {
            return Refused($"There is no revision '{wanted.Version}'; the account has {string.Join(", ", scenario.Revisions.Select(one => one.Version))}.");
        }

        if (state.InFlight is { } underWay)
        {
            deployments.Stop(state, underWay.Id, now);
        }

        deployments.Enter(state, new DeploymentRequest(wanted.Version, "user", wanted.Description, null), now);
        return TypedResults.NoContent();
    });

    /// <summary>What somebody has deployed by hand.</summary>
    private sealed record DeploymentByHand(string Version, string? Description);

    private static Results<Accepted, ProblemHttpResult> PostStory(string name, SandboxAccount account, Scenario scenario, BreakProduction story)
    {
        if (name != scenario.Story.Name)
        {
            return TypedResults.Problem($"There is no story '{name}'; the scenario has '{scenario.Story.Name}'.", statusCode: 404);
        }

        var why = account.Change((state, now) =>
        {
            var whyNot = story.WhyNot(state);
            if (whyNot is null)
            {
                story.Request(state, now, TimeSpan.Zero);
            }

            return whyNot;
        });
        return why is null ? TypedResults.Accepted("/_sandbox/state") : TypedResults.Problem($"The story can't start now. {why}", statusCode: 409);
    }

    // As CloudWatch's SetAlarmState: so until the alarm is evaluated again.
    private static Results<NoContent, ProblemHttpResult> PutAlarm(string name, string state, string? reason, SandboxAccount account) => account.Change<Results<NoContent, ProblemHttpResult>>((all, now) =>
    {
        if (all.Alarms.Find(alarm => alarm.Name == name) is not { } alarm || state is not ("OK" or "ALARM" or "INSUFFICIENT_DATA"))
        {
            return Refused($"There is no alarm '{name}', or '{state}' is not OK, ALARM or INSUFFICIENT_DATA; the sandbox has {string.Join(", ", all.Alarms.Select(one => one.Name))}.");
        }

        (alarm.Value, alarm.Reason, alarm.ReasonData, alarm.UpdatedAt) = (state, reason ?? "Set by hand", null, now);
        return TypedResults.NoContent();
    });

    // As somebody does who tidies up a bucket, or puts back what was in it.
    private static Results<NoContent, ProblemHttpResult> PutBundle(string version, bool gone, SandboxAccount account, Scenario scenario) => account.Change<Results<NoContent, ProblemHttpResult>>((state, _) =>
    {
        if (!scenario.Revisions.Exists(revision => revision.Version == version))
        {
            return Refused($"There is no revision '{version}'; the account has {string.Join(", ", scenario.Revisions.Select(one => one.Version))}.");
        }

        state.BundlesGone[version] = gone;
        return TypedResults.NoContent();
    });

    // As Synthetics' StartCanary and StopCanary, which no client here calls.
    private static Results<NoContent, ProblemHttpResult> PutCanary(string name, bool stopped, SandboxAccount account, Scenario scenario) => account.Change<Results<NoContent, ProblemHttpResult>>((state, _) =>
    {
        if (!scenario.Canaries.Exists(canary => canary.Name == name))
        {
            return Refused($"There is no canary '{name}'; the sandbox has {string.Join(", ", scenario.Canaries.Select(canary => canary.Name))}.");
        }

        state.CanariesStopped[name] = stopped;
        return TypedResults.NoContent();
    });

    private static async Task<Results<NoContent, ProblemHttpResult>> PostFaultAsync(HttpRequest request, SandboxAccount account, ApiCatalog catalog)
    {
        Fault? fault;
        try
        {
            fault = await JsonSerializer.DeserializeAsync<Fault>(request.Body, Format, request.HttpContext.RequestAborted);
        }
        catch (JsonException e)
        {
            return Refused($"The body is no fault: {e.Message} It looks like {{\"service\": \"route53\", \"operation\": \"GetChange\", \"kind\": \"throttle\", \"times\": 2}}; kind is throttle, fail, stall (with delayMs), lose-response or deny; after lets so many calls go well first; resource, an ARN, leaves calls about others alone.");
        }

        if (fault is null || fault.Times < 1 || fault.After < 0 || fault.DelayMs < 0 || (fault.Kind == FaultKind.Stall && fault.DelayMs == 0))
        {
            return Refused("times must be at least 1, after 0 or more, and a stall needs a delayMs above 0.");
        }

        if (catalog.All.FirstOrDefault(a => a.Name == fault.Service) is not { } api)
        {
            return Refused($"There is no service '{fault.Service}'; the sandbox has {string.Join(", ", catalog.All.Select(a => a.Name))}.");
        }

        if (!api.Operations.Any(o => o.Name == fault.Operation))
        {
            return Refused($"{fault.Service} has no operation '{fault.Operation}'; the sandbox has {string.Join(", ", api.Operations.Select(o => o.Name))}.");
        }

        account.Change((state, _) =>
        {
            state.Faults.Add(fault);
            return true;
        });
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> PutWebhookAsync(HttpRequest request, SandboxAccount account, SnsTopics topics)
    {
        using var reader = new StreamReader(request.Body);
        var text = (await reader.ReadToEndAsync(request.HttpContext.RequestAborted)).Trim();
        if (!Uri.TryCreate(text, UriKind.Absolute, out var webhook) || webhook.Scheme is not ("http" or "https"))
        {
            return Refused("The body must be the webhook's http or https address, as plain text.");
        }

        account.Change((state, now) =>
        {
            topics.Subscribe(state, webhook, now);
            return true;
        });
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Refused(string detail) => TypedResults.Problem(detail, statusCode: 400);

    // Serialized within the account's lock: what is shown is one moment.
    private static ContentHttpResult Json(object value) => TypedResults.Text(JsonSerializer.Serialize(value, Format) + "\n", "application/json");
}
