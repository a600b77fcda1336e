using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Tests.Support;

namespace BackoutBot.Aws.Tests.Parts.CodeDeploy;

/// <summary>A deployment group of many years: its history is read by batches, and no farther than to what is looked for.</summary>
public sealed class LongHistoryTests
{
    private const string Redeploy = CodeDeployRedeployAction.ActionName;
    private const int Deployments = 1500;

    [Fact]
    public async Task Given_a_good_release_among_the_last_25_when_it_is_looked_for_then_one_page_and_one_batch_are_read()
    {
        await using var world = await StartAsync(good: 20);

        var release = Assert.Single(CapturedOf(await world.CaptureAsync(Redeploy, Trouble(world))));

        Assert.Equal("checkout-api/v2.5.0.zip", release);
        Assert.Equal((1, 1), await HistoryAsync(world));
    }

    [Fact]
    public async Task Given_a_good_release_far_back_when_it_is_looked_for_then_reading_ends_with_it()
    {
        await using var world = await StartAsync(good: 260);

        Assert.Equal("checkout-api/v2.5.0.zip", Assert.Single(CapturedOf(await world.CaptureAsync(Redeploy, Trouble(world)))));
        Assert.Equal((3, 11), await HistoryAsync(world));
    }

    [Fact]
    public async Task Given_no_good_release_when_it_is_looked_for_then_each_page_and_each_batch_of_25_is_read_once()
    {
        await using var world = await StartAsync(good: null);

        Assert.Empty((await world.CaptureAsync(Redeploy, Trouble(world))).States);
        Assert.Equal((15, 60), await HistoryAsync(world));
    }

    private static DateTimeOffset Trouble(AwsWorld world) => world.Clock.GetUtcNow() - TimeSpan.FromMinutes(6);

    private static string[] CapturedOf(Core.RestorePoints.RestorePoint restorePoint) =>
        CapturedRelease.Of(restorePoint, CheckoutApi.Group) is { } release ? [release.Revision.Key!] : [];

    // The latest went out five minutes ago, when trouble had begun; each of the others two hours before the next.
    private static Task<AwsWorld> StartAsync(int? good) => AwsWorld.StartAsync(scenario =>
    {
        const string History = "    - { id: d-SHOPV2310, version: v2.3.1, description: \"checkout-api v2.3.1\", daysAgo: 6, minutes: 14 }";
        Assert.Contains(History, scenario, StringComparison.Ordinal);
        return scenario.Replace(History, string.Join('\n', Enumerable.Range(0, Deployments).Reverse().Select(i => FormattableString.Invariant(
            $"    - {{ id: d-H{i:00000000}, version: {(i == good ? "v2.5.0" : "v2.3.1")}, description: \"release\", daysAgo: {(i / 12.0) + (5 / 1440.0):0.######}, minutes: 1 }}"))), StringComparison.Ordinal);
    });

    private static async Task<(int Lists, int Batches)> HistoryAsync(AwsWorld world)
    {
        var calls = (await world.Http.GetFromJsonAsync<JsonArray>("/_sandbox/calls"))!.Select(call => (string)call!["operation"]!).ToArray();
        // One list more tells what is in flight.
        return (calls.Count(call => call == "ListDeployments") - 1, calls.Count(call => call == "BatchGetDeployments"));
    }
}
