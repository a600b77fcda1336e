using System.Text.Json;
using Amazon.CodeDeploy.Model;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.RestorePoints;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Aws.Tests.Parts.CodeDeploy;

/// <summary>Whether what a release is deployed from is there, asked of S3.</summary>
public sealed class BundleTests
{
    private const string Stop = CodeDeployStopAction.ActionName;
    private const string Redeploy = CodeDeployRedeployAction.ActionName;
    private const string Url = "s3://shop-artifacts/checkout-api/v2.3.1.zip";
    private const string ETag = "5f1c0d7d2c6b4b1e9a3c0e8f7a6b5c4d";
    private const string Shipped = $"eTag: {ETag}\n";

    [Fact]
    public async Task Given_the_bundle_of_a_captured_release_when_it_is_asked_for_then_it_is_there_and_was_asked_for_by_the_role_that_reads()
    {
        await using var world = await AwsWorld.StartAsync();
        var seen = await AskAsync(world);
        Assert.Equal(($"its bundle {Url} is there", "checkout-api/checkout-api-prod"), (Assert.IsType<Usability.Usable>(seen.Usability).Seen, seen.Resource));
        Assert.EndsWith("role/bo-verify", await world.RoleOfAsync("HeadObject"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gone: true", $"its bundle {Url} is gone", "Put the bundle back")]
    [InlineData("storageClass: DEEP_ARCHIVE", $"its bundle {Url} is archived (DEEP_ARCHIVE), and can't be read unless it is restored", "Have S3 restore it")]
    [InlineData("storageClass: GLACIER, restore: ongoing", $"its bundle {Url} is being restored from GLACIER, and can't be read before that has ended", "Wait for S3")]
    [InlineData("eTag: 0a0a", $"another bundle lies at {Url} now, with ETag 0a0a, and v2.3.1 was deployed from {ETag}", "Put the bundle of v2.3.1 back")]
    public async Task Given_a_bundle_that_is_of_no_use_when_it_is_asked_for_then_it_is_said_why_and_what_to_do(string bundle, string reason, string fix)
    {
        await using var world = await WithAsync(bundle);
        var unusable = Assert.IsType<Usability.Unusable>((await AskAsync(world)).Usability);
        Assert.Equal(reason, unusable.Reason);
        Assert.StartsWith(fix, unusable.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("storageClass: GLACIER, restore: done")]
    [InlineData("storageClass: GLACIER_IR")]
    [InlineData("region: us-east-1")]
    [InlineData("version: first")]
    [InlineData("version: first, deleteMarker: marker")]
    public async Task Given_a_bundle_that_can_be_read_wherever_and_however_it_lies_then_it_is_there(string bundle)
    {
        await using var world = await WithAsync(bundle);
        Assert.IsType<Usability.Usable>((await AskAsync(world)).Usability);
    }

    [Fact]
    public async Task Given_a_version_that_is_no_more_or_is_a_delete_marker_then_the_bundle_is_gone()
    {
        await using var world = await WithAsync("version: first, deleteMarker: marker");
        Assert.Equal($"its bundle {Url} (version other) is gone", await ReasonAsync("other"));
        Assert.Equal($"its bundle {Url} (version marker) is deleted: that version is a delete marker", await ReasonAsync("marker"));
        Assert.Equal($"its bundle {Url} is deleted: a delete marker stands in its place", await ReasonAsync(null));

        async Task<string> ReasonAsync(string? version) =>
            Assert.IsType<Usability.Unusable>((await AskAsync(world, await ChangedAsync(world, release => release with { ObjectVersion = version }))).Usability).Reason;
    }

    [Theory]
    [InlineData(null, "s3:GetObject")]
    [InlineData("first", "s3:GetObjectVersion")]
    public async Task Given_S3_denying_the_look_then_nothing_is_known_and_it_is_said_what_to_allow(string? version, string permission)
    {
        await using var world = await WithAsync("version: first");
        var point = await ChangedAsync(world, release => release with { ObjectVersion = version });
        await world.FaultAsync("s3", "HeadObject", "deny");
        var unknown = Assert.IsType<Usability.NotKnown>((await AskAsync(world, point)).Usability);
        Assert.EndsWith("could not be seen: AccessDenied (403) to arn:aws:iam::123456789012:role/bo-verify", unknown.Reason, StringComparison.Ordinal);
        Assert.StartsWith($"Give that role {permission} on arn:aws:s3:::shop-artifacts/checkout-api/v2.3.1.zip, and s3:ListBucket on the bucket", unknown.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_bundle_that_is_gone_and_a_role_that_may_not_list_the_bucket_then_nothing_is_known()
    {
        await using var world = await AwsWorld.StartAsync(scenario => With(scenario, "gone: true").Replace("      - \"s3:ListBucket\"\n", "", StringComparison.Ordinal));
        Assert.IsType<Usability.NotKnown>((await AskAsync(world)).Usability);
    }

    [Theory]
    [InlineData("throttle")]
    [InlineData("fail")]
    [InlineData("lose-response")]
    public async Task Given_S3_not_answering_then_nothing_is_known(string fault)
    {
        await using var world = await AwsWorld.StartAsync();
        var point = await world.CaptureAsync(Stop);
        await world.FaultAsync("s3", "HeadObject", fault);
        var unknown = Assert.IsType<Usability.NotKnown>((await AskAsync(world, point)).Usability);
        Assert.StartsWith($"its bundle {Url} could not be seen: ", unknown.Reason, StringComparison.Ordinal);
        Assert.Contains("s3:GetObject", unknown.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_S3_not_answering_in_time_then_nothing_is_known()
    {
        await using var world = await AwsWorld.StartAsync();
        var point = await world.CaptureAsync(Stop);
        await world.FaultAsync("s3", "HeadObject", "stall", delayMs: 60_000);
        var asked = AskAsync(world, point);
        while (await world.FaultsLeftAsync() > 0)
        {
            await Task.Yield();
        }

        world.Advance(11);
        Assert.IsType<Usability.NotKnown>((await asked).Usability);
    }

    [Fact]
    public async Task Given_a_bundle_written_after_its_deployment_and_neither_version_nor_ETag_known_then_it_may_be_another()
    {
        await using var world = await AwsWorld.StartAsync();
        var point = await ChangedAsync(world, revision => revision with { ETag = null }, world.Clock.GetUtcNow().AddDays(-400));
        Assert.Contains("so that it may be another one", Assert.IsType<Usability.NotKnown>((await AskAsync(world, point)).Usability).Reason, StringComparison.Ordinal);
        var later = await ChangedAsync(world, revision => revision with { ETag = null });
        Assert.IsType<Usability.Usable>((await AskAsync(world, later)).Usability);
    }

    [Fact]
    public async Task Given_a_revision_on_GitHub_then_AWS_is_not_asked_and_that_is_said()
    {
        await using var world = await AwsWorld.StartAsync();
        var point = await ChangedAsync(world, _ => new DeployedRevision(null, null, null, null, null, "shop/checkout-api", "abcdef0123456789"));
        Assert.Contains("abcdef0123456789 is still in shop/checkout-api on GitHub was not asked", Assert.IsType<Usability.NotAsked>((await AskAsync(world, point)).Usability).Reason, StringComparison.Ordinal);
        Assert.Empty(await HeadsAsync(world));
    }

    [Fact]
    public async Task Given_a_bundle_that_is_gone_when_going_back_to_its_release_is_planned_then_both_release_steps_are_impossible()
    {
        await using var world = await WithAsync("gone: true");
        var point = await world.CaptureAsync(Stop);
        await world.BreakAsync();

        foreach (var action in (string[])[Stop, Redeploy])
        {
            var impossible = Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(action, point));
            Assert.Equal($"v2.3.1 can't be deployed: its bundle {Url} is gone.", impossible.Reason);
        }

        Assert.EndsWith("To stop what goes out and do nothing else: stop checkout-api", Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(Stop, point)).Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_no_restore_point_when_CodeDeploys_own_history_names_a_release_whose_bundle_is_gone_then_its_step_is_impossible_too()
    {
        await using var world = await WithAsync("gone: true");
        await world.BreakAsync();
        Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(Stop));
        Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(Redeploy));
        Assert.NotEmpty((await world.ReadInFlightAsync()).Steps);
    }

    [Fact]
    public async Task Given_a_bundle_that_can_not_be_seen_when_it_is_planned_then_the_step_is_there_with_a_caution()
    {
        await using var world = await AwsWorld.StartAsync();
        var point = await world.CaptureAsync(Stop);
        await world.BreakAsync();
        await world.FaultAsync("s3", "HeadObject", "deny");
        var planned = Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(Stop, point));
        Assert.StartsWith($"Its bundle {Url} could not be seen: AccessDenied (403)", planned.Step.Caution, StringComparison.Ordinal);
        Assert.EndsWith("is not undone.", planned.Step.Caution, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_stop_whose_undoing_would_deploy_what_is_gone_then_it_is_impossible()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        var stop = await world.ApprovedAsync(Stop);
        await world.EndAsync(stop, await world.StartedAsync(stop));
        using var removed = await world.Http.PutAsync("/_sandbox/bundles/v2.4.0?gone=true", null);

        Assert.Equal("v2.4.0 can't be deployed: its bundle s3://shop-artifacts/checkout-api/v2.4.0.zip is gone.", Assert.IsType<PlanningOutcome.Impossible>(await world.PlanUndoAsync(stop)).Reason);
    }

    [Fact]
    public async Task Given_a_release_that_runs_already_when_it_is_planned_then_nobody_asks_for_its_bundle()
    {
        await using var world = await WithAsync("gone: true");
        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Redeploy, await world.CaptureAsync(Stop)));
        Assert.Empty(await HeadsAsync(world));
    }

    [Theory]
    [Judges("2.2", CheckStatus.Pass, "the bundle of the release to go back to is in S3, as it was deployed")]
    [Judges("2.2", CheckStatus.Fail, "the bundle of the release to go back to is gone")]
    [InlineData("gone: true", CheckStatus.Fail, $"v2.3.1 can't be deployed to checkout-api-prod again: its bundle {Url} is gone.")]
    [InlineData("gone: false", CheckStatus.Pass, $"v2.3.1 can be deployed to checkout-api-prod again: its bundle {Url} is there.")]
    public async Task Given_a_service_that_is_prepared_when_the_previous_version_is_checked_then_its_bundle_is_asked_for(string bundle, CheckStatus status, string summary)
    {
        await using var world = await WithAsync(bundle);
        var result = await world.CheckAsync("2.2", await world.CaptureAsync(Stop));
        Assert.Equal((status, summary), (result.Status, result.Summary));
        Assert.Equal(summary, (await world.CheckAsync("2.2")).Summary);
    }

    [Fact]
    [Judges("2.2", CheckStatus.Unknown, "a call is denied or throttled")]
    public async Task Given_S3_denying_the_look_when_the_previous_version_is_checked_then_it_is_unknown_and_says_what_to_allow()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.FaultAsync("s3", "HeadObject", "deny");
        var result = await world.CheckAsync("2.2");
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains("s3:GetObject on arn:aws:s3:::shop-artifacts/checkout-api/v2.3.1.zip", result.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_plan_that_deploys_a_bundle_when_that_is_gone_by_its_turn_then_it_has_drifted()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.Somebody.CodeDeploy.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = await world.BreakAsync(), AutoRollbackEnabled = false });
        world.Advance(2);
        var step = (await world.ApprovedAsync(Redeploy)).Step;
        Assert.Empty(await world.DriftAsync(step));

        await using var without = await WithAsync("gone: true");
        Assert.Contains($"the bundle of v2.3.1: it was there when the plan was made, and is of no use: its bundle {Url} is gone", (await without.DriftAsync(step)).Select(fact => fact.InWords));
    }

    private static string With(string scenario, string bundle)
    {
        Assert.Contains(Shipped, scenario, StringComparison.Ordinal);
        return scenario.Replace(Shipped, $"{Shipped}    bundle: {{ {bundle} }}\n", StringComparison.Ordinal);
    }

    private static Task<AwsWorld> WithAsync(string bundle) => AwsWorld.StartAsync(scenario => With(scenario, bundle));

    private static async Task<StateUsability> AskAsync(AwsWorld world, RestorePoint? point = null) =>
        Assert.Single(await Assert.Single(world.Services.GetServices<IUsabilitySource>()).AskAsync(new ActionContext(CheckoutApi.Backout, CheckoutApi.Service, null), point ?? await world.CaptureAsync(Stop), CancellationToken.None));

    private static async Task<IReadOnlyList<System.Text.Json.Nodes.JsonNode?>> HeadsAsync(AwsWorld world)
    {
        var calls = JsonSerializer.Deserialize<System.Text.Json.Nodes.JsonArray>(await world.Http.GetStringAsync("/_sandbox/calls"))!;
        return [.. calls.Where(call => (string)call!["operation"]! == "HeadObject")];
    }

    /// <summary>The point as it would have been captured of another revision.</summary>
    private static async Task<RestorePoint> ChangedAsync(AwsWorld world, Func<DeployedRevision, DeployedRevision> change, DateTimeOffset? deployedAt = null)
    {
        var release = CapturedRelease.Of(await world.CaptureAsync(Stop), CheckoutApi.Group)!;
        return new RestorePoint(world.Clock.GetUtcNow(), [(release with { Revision = change(release.Revision), DeployedAt = deployedAt ?? release.DeployedAt }).ToState(Stop)], []);
    }
}
