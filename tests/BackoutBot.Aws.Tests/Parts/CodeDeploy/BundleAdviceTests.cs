using System.Text.Json;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Aws.Tests.Parts.CodeDeploy;

/// <summary>Who does what is said of a bundle in S3, or goes back to another point, has a plan.</summary>
public sealed class BundleAdviceTests
{
    private const string Stop = CodeDeployStopAction.ActionName;
    private const string Redeploy = CodeDeployRedeployAction.ActionName;
    private const string Shipped = "eTag: 5f1c0d7d2c6b4b1e9a3c0e8f7a6b5c4d\n";
    private const string V220 = "  - version: v2.2.0\n    bucket: shop-artifacts\n    key: checkout-api/v2.2.0.zip\n    bundleType: zip\n    eTag: 5f1c0d7d2c6b4b1e9a3c0e8f7a6b5c4d\n";

    [Theory]
    [InlineData("gone: true", "Put the bundle back, or go back to another point.", "gone: false")]
    [InlineData("eTag: 0a0a", "Put the bundle of * back, or go back to another point.", "gone: false")]
    [InlineData("deleteMarker: marker", "Remove the delete marker, or go back to another point.", "gone: false")]
    [InlineData("storageClass: GLACIER, restore: ongoing", "Wait for S3 to have restored it, then plan again; or go back to another point.", "storageClass: GLACIER, restore: done")]
    [InlineData("storageClass: DEEP_ARCHIVE", "Have S3 restore it, which can take hours, then plan again; or go back to another point.", "storageClass: DEEP_ARCHIVE, restore: done")]
    public async Task Given_a_bundle_that_is_of_no_use_when_either_advice_is_followed_then_there_is_a_plan(string bundle, string advice, string followed)
    {
        await using (var world = await WithAsync(bundle))
        {
            var point = await world.CaptureAsync(Stop);
            await world.BreakAsync();
            Advised.By(Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(Redeploy, point)).Fix, advice);
            Advised.By(Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(Stop, point)).Fix, advice);

            var another = point with { States = [.. point.States.Select(state => state with { State = JsonElement.Parse(state.State.GetRawText().Replace("v2.3.1", "v2.2.0", StringComparison.Ordinal)) })] };
            Assert.Contains("v2.2.0", Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(Stop, another)).Step.Target, StringComparison.Ordinal);
        }

        await using var mended = await WithAsync(followed);
        var same = await mended.CaptureAsync(Stop);
        await mended.BreakAsync();
        Assert.Equal("v2.3.1 on all instances", Assert.IsType<PlanningOutcome.Planned>(await mended.PlanAsync(Stop, same)).Step.Target);
    }

    [Theory]
    [InlineData("s3:GetObject", "gone: false")]
    [InlineData("s3:GetObjectVersion", "version: first")]
    [InlineData("s3:ListBucket", "gone: true")]
    public async Task Given_a_role_that_may_not_look_when_it_is_given_what_is_advised_then_it_is_known_whether_the_bundle_is_there(string lacking, string bundle)
    {
        string Without(string scenario) => Replaced(With(scenario, bundle), $"      - \"{lacking}\"\n", "");

        string[] told;
        await using (var world = await AwsWorld.StartAsync(Without))
        {
            told = Advised.By((await world.CheckAsync("2.2")).Fix, "Give that role * on *, and s3:ListBucket on the bucket: without it, S3 answers the same for what is gone.");
            Assert.Equal("arn:aws:s3:::shop-artifacts/checkout-api/v2.3.1.zip", told[1]);
        }

        await using var mended = await AwsWorld.StartAsync(scenario => Replaced(Without(scenario), "    allow: &reads\n", $"    allow: &reads\n      - \"{told[0]}\"\n      - \"s3:ListBucket\"\n"));
        Assert.Equal(bundle == "gone: true" ? CheckStatus.Fail : CheckStatus.Pass, (await mended.CheckAsync("2.2")).Status);
    }

    [Fact]
    public async Task Given_a_bundle_that_is_gone_when_only_what_goes_out_is_stopped_as_advised_then_nothing_goes_out()
    {
        await using var world = await WithAsync("gone: true");
        var point = await world.CaptureAsync(Stop);
        await world.BreakAsync();
        var service = Advised.By(Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(Stop, point)).Fix, "* To stop what goes out and do nothing else: stop *")[1];
        Assert.Equal(CheckoutApi.Service.Id.Value, service);

        var stop = AwsWorld.Execution(Assert.Single((await world.ReadInFlightAsync()).Steps));
        await world.EndAsync(stop, await world.StartedAsync(stop));
        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Stop, point));
    }

    [Fact]
    public async Task Given_a_deployment_that_could_not_fetch_its_bundle_when_that_is_mended_and_it_is_retried_then_it_goes_through()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        var stop = AwsWorld.Execution(Assert.Single((await world.ReadInFlightAsync()).Steps));
        await world.EndAsync(stop, await world.StartedAsync(stop));
        var redeploy = await world.ApprovedAsync(Redeploy);
        await BundleAsync(world, isGone: true);
        var handle = await world.StartedAsync(redeploy);
        var failed = Assert.IsType<Observation.Failed>(await world.EndAsync(redeploy, handle));
        Assert.Contains(Advised.By(failed.Fix, "See the instances' lifecycle events of * in CodeDeploy, mend what failed, then retry.")[0], handle, StringComparison.Ordinal);

        await BundleAsync(world, isGone: false);
        var again = redeploy with { Attempt = 2, Key = AwsWorld.KeyOf(redeploy.Step.Id, attempt: 2) };
        Assert.IsType<Observation.Succeeded>(await world.EndAsync(again, await world.StartedAsync(again)));
    }

    private static async Task BundleAsync(AwsWorld world, bool isGone)
    {
        using var answer = await world.Http.PutAsync($"/_sandbox/bundles/v2.3.1?gone={isGone}", null);
        answer.EnsureSuccessStatusCode();
    }

    private static string With(string scenario, string bundle) =>
        Replaced(Replaced(scenario, Shipped, $"{Shipped}    bundle: {{ {bundle} }}\n"), "\ndeployments:\n", $"{V220}\ndeployments:\n");

    private static string Replaced(string scenario, string text, string other)
    {
        Assert.Contains(text, scenario, StringComparison.Ordinal);
        return scenario.Replace(text, other, StringComparison.Ordinal);
    }

    private static Task<AwsWorld> WithAsync(string bundle) => AwsWorld.StartAsync(scenario => With(scenario, bundle));
}
