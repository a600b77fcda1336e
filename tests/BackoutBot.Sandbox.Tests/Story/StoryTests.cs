using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Story;

public sealed class StoryTests : IAsyncLifetime
{
    private SandboxHost sandbox = null!;
    private SignedClient exec = null!;

    public async Task InitializeAsync()
    {
        sandbox = await SandboxHost.StartAsync();
        exec = await sandbox.AsAsync("bo-exec");
    }

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Fact]
    public async Task Given_the_story_when_it_runs_then_half_the_fleet_is_bad_and_every_alarm_rings_within_ten_seconds()
    {
        await sandbox.BreakAsync();
        sandbox.Advance(4);
        Assert.Equal("OK", await sandbox.AlarmAsync("checkout-api-5xx"));
        sandbox.Advance(6);

        var state = await sandbox.StateAsync();
        Assert.Equal(4, Instances(state, "v2.4.0").Count);
        Assert.All(Instances(state, "v2.4.0"), i => Assert.Equal("unhealthy", (string)i["target"]!));
        Assert.All(Instances(state, "v2.3.1"), i => Assert.Equal("healthy", (string)i["target"]!));
        Assert.All(state["alarms"]!.AsArray(), a => Assert.Equal("ALARM", (string)a!["state"]!));
        Assert.Equal("checkout-v240.shop.example.", Record(state));

        var deployment = await DeploymentAsync((string)state["story"]!["deployment"]!);
        Assert.Equal("InProgress", (string)deployment["status"]!);
        Assert.Equal((4, 1, 3), ((int)deployment["deploymentOverview"]!["Succeeded"]!, (int)deployment["deploymentOverview"]!["InProgress"]!, (int)deployment["deploymentOverview"]!["Pending"]!));
        sandbox.Advance(3600);
        Assert.Equal("InProgress", (string)(await sandbox.StateAsync())["deployments"]!.AsArray().Last()!["status"]!);
    }

    [Fact]
    public async Task Given_the_broken_state_when_stopped_with_rollback_and_dns_moved_back_then_all_recovers()
    {
        var bad = await sandbox.BrokenAsync();
        var stop = (await exec.CodeDeployAsync("StopDeployment", $$"""{"deploymentId":"{{bad}}","autoRollbackEnabled":true}""")).Ok();
        Assert.Equal("Pending", (string)stop.Json["status"]!);
        Assert.Equal("InProgress", (string)(await DeploymentAsync(bad))["status"]!);
        sandbox.Advance(0.6);

        var stopped = await DeploymentAsync(bad);
        Assert.Equal("Stopped", (string)stopped["status"]!);
        var rollback = (string)stopped["rollbackInfo"]!["rollbackDeploymentId"]!;
        var back = await DeploymentAsync(rollback);
        Assert.Equal(("codeDeployRollback", "checkout-api/v2.3.1.zip"), ((string)back["creator"]!, (string)back["revision"]!["s3Location"]!["key"]!));
        Assert.Equal(bad, (string)back["rollbackInfo"]!["rollbackTriggeringDeploymentId"]!);

        sandbox.Advance(10);
        Assert.Equal("Succeeded", (string)(await DeploymentAsync(rollback))["status"]!);
        Assert.Equal(8, Instances(await sandbox.StateAsync(), "v2.3.1").Count(i => (string)i["target"]! == "healthy"));
        Assert.Equal("OK", await sandbox.AlarmAsync("checkout-api-5xx"));
        Assert.Equal("ALARM", await sandbox.AlarmAsync("checkout-api-latency"));
        Assert.Equal("ALARM", await sandbox.AlarmAsync("checkout-api-health"));

        await MoveBackAsync();
        sandbox.Advance(3);
        Assert.Equal("OK", await sandbox.AlarmAsync("checkout-api-latency"));
        Assert.Equal("OK", await sandbox.AlarmAsync("checkout-api-health"));
        var group = (await exec.CodeDeployAsync("GetDeploymentGroup", """{"applicationName":"checkout-api","deploymentGroupName":"checkout-api-prod"}""")).Ok();
        Assert.Equal(rollback, (string)group.Json["deploymentGroupInfo"]!["lastSuccessfulDeployment"]!["deploymentId"]!);
    }

    [Fact]
    public async Task Given_a_stopped_deployment_when_the_good_revision_is_deployed_then_all_recovers_too()
    {
        var bad = await sandbox.BrokenAsync();
        (await exec.CodeDeployAsync("StopDeployment", $$"""{"deploymentId":"{{bad}}","autoRollbackEnabled":false}""")).Ok();
        sandbox.Advance(1);
        await MoveBackAsync();
        (await exec.CodeDeployAsync("CreateDeployment", """{"applicationName":"checkout-api","deploymentGroupName":"checkout-api-prod","revision":{"revisionType":"S3","s3Location":{"bucket":"shop-artifacts","key":"checkout-api/v2.3.1.zip","bundleType":"zip"}}}""")).Ok();
        sandbox.Advance(10);
        var state = await sandbox.StateAsync();
        Assert.Equal(8, Instances(state, "v2.3.1").Count);
        Assert.All(state["alarms"]!.AsArray(), a => Assert.Equal("OK", (string)a!["state"]!));
    }

    [Fact]
    public async Task Given_the_story_under_way_when_started_again_then_409_says_why_until_it_is_over()
    {
        var bad = await sandbox.BrokenAsync();
        var (status, body) = await sandbox.BreakAsync();
        Assert.Equal(409, status);
        Assert.Contains(bad, body, StringComparison.Ordinal);

        using var reset = await sandbox.Http.PostAsync("/_sandbox/reset", null);
        Assert.True(reset.IsSuccessStatusCode);
        Assert.Equal(8, Instances(await sandbox.StateAsync(), "v2.3.1").Count);
        Assert.NotEqual(bad, await sandbox.BrokenAsync());
    }

    [Fact]
    public async Task Given_a_story_that_left_something_when_that_is_done_which_is_advised_then_it_can_be_told_again()
    {
        var bad = await sandbox.BrokenAsync();
        (await exec.CodeDeployAsync("StopDeployment", $$"""{"deploymentId":"{{bad}}","autoRollbackEnabled":true}""")).Ok();
        sandbox.Advance(12);
        Advised.By((await sandbox.BreakAsync()).Body, "Move it back, or reset the sandbox.");

        await MoveBackAsync();
        Advised.By((await sandbox.BreakAsync()).Body, "Wait until it is OK, or reset the sandbox.");

        sandbox.Advance(5);
        Assert.Equal(202, (await sandbox.BreakAsync()).Status);
    }

    [Fact]
    public async Task Given_the_first_release_was_left_when_the_story_is_told_again_then_the_next_goes_out_and_moves_the_record_too_and_after_the_last_the_first()
    {
        foreach (var (version, answer) in new[] { ("v2.4.0", "checkout-v240.shop.example."), ("v2.5.0", "checkout-v250.shop.example."), ("v2.4.0", "checkout-v240.shop.example.") })
        {
            var bad = await sandbox.BrokenAsync();
            var state = await sandbox.StateAsync();
            Assert.Equal((4, answer), (Instances(state, version).Count, Record(state)));

            (await exec.CodeDeployAsync("StopDeployment", $$"""{"deploymentId":"{{bad}}","autoRollbackEnabled":true}""")).Ok();
            sandbox.Advance(12);
            Assert.Equal(409, (await sandbox.BreakAsync()).Status);
            await MoveBackAsync();
            sandbox.Advance(5);
            Assert.All((await sandbox.StateAsync())["alarms"]!.AsArray(), a => Assert.Equal("OK", (string)a!["state"]!));
        }
    }

    [Fact]
    public async Task Given_the_record_is_failed_over_by_hand_when_the_good_version_is_back_then_the_alarms_are_quiet()
    {
        var bad = await sandbox.BrokenAsync();
        (await exec.CodeDeployAsync("StopDeployment", $$"""{"deploymentId":"{{bad}}","autoRollbackEnabled":true}""")).Ok();
        sandbox.Advance(12);
        Assert.Equal("ALARM", await sandbox.AlarmAsync("checkout-api-latency"));

        using var moved = await sandbox.Http.PutAsJsonAsync("/_sandbox/records", new { name = "api.shop.example.", type = "CNAME", ttl = 10, values = new[] { "standby.shop.example." } });
        Assert.True(moved.IsSuccessStatusCode);
        sandbox.Advance(3);
        Assert.All((await sandbox.StateAsync())["alarms"]!.AsArray(), a => Assert.Equal("OK", (string)a!["state"]!));
    }

    [Fact]
    public async Task Given_one_large_step_of_the_clock_when_it_is_taken_then_events_still_carry_their_own_times()
    {
        await sandbox.BreakAsync();
        var start = sandbox.Clock.GetUtcNow();
        sandbox.Advance(3600);
        var alarm = (await sandbox.StateAsync())["alarms"]!.AsArray().Single(a => (string)a!["name"]! == "checkout-api-5xx")!;
        // 0.5 s to start, four instances of 0.8 s, 1 s of health checks, 1 s of the alarm.
        Assert.Equal(5.7, ((DateTimeOffset)alarm["since"]! - start).TotalSeconds, 3);
    }

    [Fact]
    public async Task Given_a_speed_when_the_story_runs_then_durations_are_divided_by_it()
    {
        await sandbox.RestartAsync(o => o with { Speed = 10 });
        await sandbox.BreakAsync();
        sandbox.Advance(1);
        Assert.Equal("ALARM", await sandbox.AlarmAsync("checkout-api-health"));
    }

    [Fact]
    public async Task Given_a_stop_when_repeated_then_it_is_pending_then_succeeded_and_changes_nothing_more()
    {
        var bad = await sandbox.BrokenAsync();
        var request = $$"""{"deploymentId":"{{bad}}","autoRollbackEnabled":true}""";
        Assert.Equal("Pending", (string)(await exec.CodeDeployAsync("StopDeployment", request)).Ok().Json["status"]!);
        Assert.Equal("Pending", (string)(await exec.CodeDeployAsync("StopDeployment", request)).Ok().Json["status"]!);
        sandbox.Advance(20);
        Assert.Equal("Succeeded", (string)(await exec.CodeDeployAsync("StopDeployment", request)).Ok().Json["status"]!);
        Assert.Equal(3, (await sandbox.StateAsync())["deployments"]!.AsArray().Count);
    }

    private async Task MoveBackAsync() => (await exec.Route53Async(HttpMethod.Post, "/2013-04-01/hostedzone/Z0SHOPEXAMPLE00001/rrset/", xml:
        """<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch><Changes><Change><Action>UPSERT</Action><ResourceRecordSet><Name>api.shop.example.</Name><Type>CNAME</Type><TTL>10</TTL><ResourceRecords><ResourceRecord><Value>checkout-v231.shop.example.</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>""")).Ok();

    private async Task<JsonNode> DeploymentAsync(string id) => (await exec.CodeDeployAsync("GetDeployment", $$"""{"deploymentId":"{{id}}"}""")).Ok().Json["deploymentInfo"]!;

    private static List<JsonNode> Instances(JsonNode state, string version) => [.. state["instances"]!.AsArray().Where(i => (string)i!["version"]! == version).Select(i => i!)];

    private static string Record(JsonNode state) => (string)state["records"]!.AsArray().Single(r => (string)r!["name"]! == "api.shop.example.")!["values"]![0]!;
}
