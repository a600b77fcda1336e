using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Parts.Databases;
using BackoutBot.Aws.Parts.Dns;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Aws.Tests.Checks;

/// <summary>Who does what a check says in the account, or in the plan file, is told no more to do it.</summary>
public sealed class CheckAdviceTests
{
    private const string HealthCheck = "path: /healthz, intervalSeconds: 10";
    private const string Good = "eTag: 5f1c0d7d2c6b4b1e9a3c0e8f7a6b5c4d";
    private const string Database = "retentionDays: 7";
    private const string Alarm5xx = "description: checkout-api answers more than 5 % of requests with a server error";
    private const string Restorable = "restorableLagMinutes: 3";
    private const string Snapshot = "type: manual, minutesAgo: 45";
    private const string Ttl = "api.shop.example., type: CNAME, ttl: 10";
    private static readonly Core.Ids.ResourceKey Triggering = AwsResourceKeys.Alarm(CheckoutApi.Account, CheckoutApi.Region, "checkout-api-5xx");

    /// <summary>What the account is like in which the advice is given, and what it is like once it is followed; «{0}» is what stands for the advice's first star.</summary>
    [Theory]
    [InlineData("1.1", Database, "retentionDays: 0", "Set a backup retention of * days or more on *.", "retentionDays: {0}")]
    [InlineData("1.1", Database, "retentionDays: 2", "Set a backup retention of * days or more on *.", "retentionDays: {0}")]
    [InlineData("1.1", Database, "status: modifying, retentionDays: 7", "Wait until * is available, then check again.", "status: available, retentionDays: 7")]
    [InlineData("1.1", Restorable, "restorableLagMinutes: 90", "See the events of *: its logs are not shipped as they should be.", "restorableLagMinutes: 5")]
    [InlineData("1.1", Database, "retentionDays: 7, pendingRetentionDays: 1", "Make sure that * days are meant.", "retentionDays: 7")]
    [InlineData("1.1", Database, "awsBackup: true, retentionDays: 2", "Have the backup plan of AWS Backup keep * for * days or more.", "awsBackup: true, retentionDays: {1}")]
    [InlineData("1.1", Database, "retentionDays: 0, replicaOf: \"arn:aws:rds:eu-west-1:123456789012:db:gone\"", "Set a backup retention of * days or more on *.", "retentionDays: {0}, replicaOf: \"arn:aws:rds:eu-west-1:123456789012:db:gone\"")]
    [InlineData("1.1", Snapshot, "type: manual, minutesAgo: 45, failed: true", "Take a manual snapshot of *.", "type: manual, minutesAgo: 1")]
    [InlineData("1.1", Snapshot, "type: automated, minutesAgo: 45", "Take a manual snapshot of *.", "type: manual, minutesAgo: 1")]
    [InlineData("1.1", Snapshot, "type: manual, minutesAgo: 3000", "Take a manual snapshot of *.", "type: manual, minutesAgo: 1")]
    [InlineData("1.1", Snapshot, "type: manual, minutesAgo: 1, percentProgress: 40", "Wait until it is available.", "type: manual, minutesAgo: 1")]
    [InlineData("3.1", Good, Good + "\n    unhealthy: true", "See why the targets of * fail: *.", Good)]
    [InlineData("3.1", HealthCheck, "enabled: false, path: /healthz, intervalSeconds: 10", "Turn on the health check of *.", "enabled: true, path: /healthz, intervalSeconds: 10")]
    [InlineData("3.1", HealthCheck, "protocol: TCP, path: /healthz, intervalSeconds: 10", "Let * check a path of the application by HTTP.", "protocol: HTTP, path: /healthz, intervalSeconds: 10")]
    [InlineData("3.1", HealthCheck, "path: /, intervalSeconds: 10", "Let * check a path that tells whether the application works.", "path: /healthz, intervalSeconds: 10")]
    [InlineData("6.1", Ttl, "api.shop.example., type: CNAME, ttl: 900", "Lower the TTL of * to * s or less, at least * s before it may have to change.", "api.shop.example., type: CNAME, ttl: {1}")]
    [InlineData("6.1", Ttl, "api.shop.example., type: CNAME, ttl: 7200", "Lower the TTL of * to * s or less, at least * s before it may have to change.", "api.shop.example., type: CNAME, ttl: {1}")]
    [InlineData("7.1", Alarm5xx, "actionsEnabled: false", "Enable the actions of *.", "actionsEnabled: true")]
    public async Task Given_a_complaint_when_the_account_is_made_as_advised_then_the_check_passes(string item, string text, string unwell, string advice, string followed)
    {
        string[] told = [];
        await using (var world = await AwsWorld.StartAsync(scenario => Replaced(scenario, text, unwell)))
        {
            told = Advised.By((await world.CheckAsync(item, await RestorePointAsync(world))).Fix, advice);
        }

        await using var mended = await AwsWorld.StartAsync(scenario => Replaced(scenario, text, string.Format(followed, [.. told])));
        var result = await mended.CheckAsync(item, await RestorePointAsync(mended));
        Assert.True(result.Status == CheckStatus.Pass, $"{result.Status}: {result.Summary} {result.Fix}");
    }

    [Fact]
    public async Task Given_a_slow_health_check_when_interval_times_threshold_is_what_is_advised_then_the_check_passes()
    {
        string[] told;
        await using (var world = await AwsWorld.StartAsync(scenario => Replaced(scenario, HealthCheck, "path: /healthz, intervalSeconds: 300")))
        {
            told = Advised.By((await world.CheckAsync("3.1")).Fix, "Bring interval times unhealthy threshold of * to * s or less.");
        }

        await using var mended = await AwsWorld.StartAsync(scenario => Replaced(scenario, HealthCheck, $"path: /healthz, intervalSeconds: {int.Parse(told[1]) / 2}"));
        Assert.Equal(CheckStatus.Pass, (await mended.CheckAsync("3.1")).Status);
    }

    [Theory]
    [InlineData("1.1", "Check its name in the plan file.")]
    [InlineData("6.1", "Check its name, type and hosted zone in the plan file.")]
    [InlineData("7.1", "Make the alarm *, or correct its name in the plan file.")]
    [InlineData("12.2", "Make the alarm *, or correct its name in the plan file.")]
    public async Task Given_a_name_that_is_not_there_when_it_is_corrected_in_the_plan_file_then_the_check_passes(string item, string advice)
    {
        await using var world = await AwsWorld.StartAsync();
        var restorePoint = await RestorePointAsync(world);
        world.Catalogue.Become(CheckoutApi.Resources with
        {
            Resources =
            [
                .. CheckoutApi.Alarms("nonesuch"),
                CheckoutApi.Record with { Name = "nonesuch.shop.example." },
                new RdsInstance("nonesuch", TimeSpan.FromHours(24)) { Id = "nonesuch", Account = CheckoutApi.Own },
            ],
        });
        Advised.By((await world.CheckAsync(item, restorePoint)).Fix, advice);

        world.Catalogue.Become(CheckoutApi.Resources);
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync(item, restorePoint)).Status);
    }

    [Fact]
    public async Task Given_a_record_that_is_not_captured_when_a_restore_point_is_taken_then_the_check_passes()
    {
        await using var world = await AwsWorld.StartAsync();
        Advised.By((await world.CheckAsync("6.1")).Fix, "Take a restore point while the record is as it should be.");

        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("6.1", await RestorePointAsync(world))).Status);
    }

    [Theory]
    [InlineData("7.1", "ALARM", "Mend what * says before anything is deployed: *")]
    [InlineData("7.1", "INSUFFICIENT_DATA", "See whether the metric of * still comes in.")]
    [InlineData("12.2", "ALARM", "Wait for *, or see what it says: *")]
    [InlineData("12.2", "INSUFFICIENT_DATA", "See whether the metric of * still comes in.")]
    public async Task Given_an_alarm_that_is_not_well_when_what_it_says_is_mended_then_the_check_passes(string item, string state, string advice)
    {
        await using var world = await AwsWorld.StartAsync();
        await world.SetAlarmAsync("checkout-api-5xx", state, "the disk is full");
        string fix = (await world.CheckAsync(item, null, Triggering)).Fix!;
        Assert.Equal("checkout-api-5xx", Advised.By(fix, advice)[0]);
        Assert.Equal(state == "ALARM", fix.EndsWith("the disk is full", StringComparison.Ordinal));

        await world.SetAlarmAsync("checkout-api-5xx", "OK", "the disk was emptied");
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync(item, null, Triggering)).Status);
    }

    [Fact]
    public async Task Given_an_alarm_from_before_the_release_when_it_is_dealt_with_by_itself_then_the_check_passes()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        world.Advance(60);
        var late = new CapturedRelease("checkout-api", "checkout-api-prod", new(Bucket: "b", Key: "k", null, null, null, null, null), null, null, world.Clock.GetUtcNow());
        var restorePoint = new RestorePoint(world.Clock.GetUtcNow(), [late.ToState(CodeDeployRedeployAction.ActionName)], []);
        string fix = (await world.CheckAsync("12.2", restorePoint)).Fix!;
        Advised.By(fix, "Deal with * by itself: this rollback neither made nor mends it.");

        foreach (string alarm in fix.Split("Deal with ")[1..].Select(one => one.Split(' ')[0]))
        {
            await world.SetAlarmAsync(alarm, "OK", "it was dealt with");
        }

        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("12.2", restorePoint)).Status);
    }

    [Theory]
    [InlineData("3.1", "See why the others of * are not: *.")]
    [InlineData("12.1", "Wait for the others of * to pass their health checks, or see why they don't.")]
    public async Task Given_targets_that_fail_when_the_version_that_fails_is_rolled_back_then_the_check_passes(string item, string advice)
    {
        await using var world = await AwsWorld.StartAsync();
        var restorePoint = await RestorePointAsync(world);
        await world.BreakAsync();
        Advised.By((await world.CheckAsync(item, restorePoint)).Fix, advice);

        var stop = await world.ApprovedAsync(CodeDeployStopAction.ActionName);
        await world.EndAsync(stop, await world.StartedAsync(stop));
        world.Advance(30);
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync(item, restorePoint)).Status);
    }

    private static string Replaced(string scenario, string text, string other)
    {
        Assert.Contains(text, scenario, StringComparison.Ordinal);
        return scenario.Replace(text, text == Alarm5xx ? $"{text}\n    {other}" : other, StringComparison.Ordinal);
    }

    private static async Task<RestorePoint> RestorePointAsync(AwsWorld world)
    {
        var release = await world.CaptureAsync(CodeDeployRedeployAction.ActionName);
        var records = await world.CaptureAsync(Route53RevertAction.ActionName);
        return new RestorePoint(release.TakenAt, [.. release.States, .. records.States], []);
    }
}
