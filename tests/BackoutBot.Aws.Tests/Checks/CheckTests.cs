using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Parts.Databases;
using BackoutBot.Aws.Parts.Dns;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Aws.Tests.Checks;

/// <summary>What the checks say of the sandbox's account, well and unwell.</summary>
public sealed class CheckTests
{
    [Theory]
    [Judges("1.1", CheckStatus.Pass, "automatic backups are kept for 7 days or more and reach into the last 10 minutes, and there is a snapshot, by hand or by AWS Backup, as new as the plan file wants")]
    [Judges("3.1", CheckStatus.Pass, "every target that gets requests is healthy, and the health check asks a path of the application by HTTP and finds a bad target within 60 s")]
    [Judges("6.1", CheckStatus.Pass, "every record is captured, has a TTL of 300 s or less, and Route 53 answers what it says")]
    [Judges("7.1", CheckStatus.Pass, "every alarm is OK, evaluated, enabled and not muted, and tells this bot by a topic of the plan files")]
    [Judges("12.1", CheckStatus.Pass, "the restore point's release runs, by a deployment that succeeded, and every target that gets requests is healthy")]
    [Judges("12.2", CheckStatus.Pass, "every alarm is OK")]
    [InlineData("1.1", "rds:DescribeDBInstances")]
    [InlineData("3.1", "elasticloadbalancing:DescribeTargetHealth")]
    [InlineData("6.1", "route53:TestDNSAnswer")]
    [InlineData("7.1", "cloudwatch:DescribeAlarms")]
    [InlineData("12.1", "codedeploy:GetDeployment")]
    [InlineData("12.2", "cloudwatch:DescribeAlarms")]
    public async Task Given_all_is_well_when_it_is_checked_then_it_passes_with_evidence(string item, string call)
    {
        await using var world = await AwsWorld.StartAsync();
        var result = await world.CheckAsync(item, await RestorePointAsync(world));
        Assert.True(result.Status == CheckStatus.Pass, $"{result.Status}: {result.Summary}");
        Assert.Null(result.Fix);
        var evidence = Assert.Single(result.Evidence, one => one.Call == call);
        Assert.NotEmpty(evidence.RequestId);
        Assert.Matches("^[0-9a-f]{64}$", evidence.Digest);
        Assert.Equal(world.Clock.GetUtcNow(), evidence.At);
        Assert.NotEmpty(evidence.Figures);
    }

    [Theory]
    [Judges("3.1", CheckStatus.Warn, "some of the targets fail their health checks")]
    [Judges("7.1", CheckStatus.Fail, "an alarm is in ALARM")]
    [Judges("12.1", CheckStatus.Fail, "a target fails its health checks")]
    [Judges("12.2", CheckStatus.Fail, "an alarm is in ALARM that led to the backout, or that went off after the release")]
    [InlineData("3.1", CheckStatus.Warn)]
    [InlineData("7.1", CheckStatus.Fail)]
    [InlineData("12.1", CheckStatus.Fail)]
    [InlineData("12.2", CheckStatus.Fail)]
    public async Task Given_the_bad_release_at_half_when_it_is_checked_then_it_does_not_pass_and_says_what_to_do(string item, CheckStatus status)
    {
        await using var world = await AwsWorld.StartAsync();
        var restorePoint = await RestorePointAsync(world);
        await world.BreakAsync();
        var result = await world.CheckAsync(item, restorePoint, AwsResourceKeys.Alarm(CheckoutApi.Account, CheckoutApi.Region, "checkout-api-5xx"));
        Assert.Equal(status, result.Status);
        Assert.NotNull(result.Fix);
    }

    [Fact]
    public async Task Given_a_rollback_that_ended_when_it_is_checked_then_the_previous_version_works()
    {
        await using var world = await AwsWorld.StartAsync();
        var restorePoint = await RestorePointAsync(world);
        await world.BreakAsync();
        var stop = await world.ApprovedAsync(CodeDeployStopAction.ActionName);
        await world.EndAsync(stop, await world.StartedAsync(stop));
        var dns = await world.ApprovedAsync(Route53RevertAction.ActionName, restorePoint);
        await world.EndAsync(dns, await world.StartedAsync(dns));

        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("12.1", restorePoint)).Status);
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("12.2", restorePoint, AwsResourceKeys.Alarm(CheckoutApi.Account, CheckoutApi.Region, "checkout-api-5xx"))).Status);
    }

    [Fact]
    [Judges("12.2", CheckStatus.Warn, "an alarm is in ALARM since before the release, and did not lead to the backout")]
    public async Task Given_an_alarm_from_before_the_release_when_it_did_not_trigger_the_backout_then_it_is_told_apart()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        world.Advance(60);
        var late = new CapturedRelease("checkout-api", "checkout-api-prod", new(Bucket: "b", Key: "k", null, null, null, null, null), null, null, world.Clock.GetUtcNow());
        var restorePoint = new RestorePoint(world.Clock.GetUtcNow(), [late.ToState(CodeDeployRedeployAction.ActionName)], []);
        var told = await world.CheckAsync("12.2", restorePoint);
        Assert.Equal(CheckStatus.Warn, told.Status);
        Assert.Contains("before the release", told.Summary, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Fail, (await world.CheckAsync("12.2", restorePoint, AwsResourceKeys.Alarm(CheckoutApi.Account, CheckoutApi.Region, "checkout-api-5xx"))).Status);
    }

    [Theory]
    [Judges("1.1", CheckStatus.Unknown, "a call is denied or throttled")]
    [Judges("3.1", CheckStatus.Unknown, "a call is denied or throttled")]
    [Judges("6.1", CheckStatus.Unknown, "a call is denied or throttled")]
    [Judges("7.1", CheckStatus.Unknown, "a call is denied or throttled")]
    [Judges("10.1", CheckStatus.Unknown, "a call is denied or throttled")]
    [Judges("12.1", CheckStatus.Unknown, "a call is denied or throttled")]
    [Judges("12.2", CheckStatus.Unknown, "a call is denied or throttled")]
    [InlineData("1.1", "rds", "DescribeDBInstances", "rds:DescribeDBInstances")]
    [InlineData("3.1", "elasticloadbalancing", "DescribeTargetHealth", "elasticloadbalancing:DescribeTargetHealth")]
    [InlineData("6.1", "route53", "ListResourceRecordSets", "route53:ListResourceRecordSets")]
    [InlineData("7.1", "cloudwatch", "DescribeAlarms", "cloudwatch:DescribeAlarms")]
    [InlineData("10.1", "elasticloadbalancing", "DescribeRules", "elasticloadbalancing:DescribeRules")]
    [InlineData("12.1", "codedeploy", "GetDeploymentGroup", "codedeploy:GetDeploymentGroup")]
    [InlineData("12.2", "cloudwatch", "DescribeAlarms", "cloudwatch:DescribeAlarms")]
    public async Task Given_a_call_that_is_denied_or_throttled_when_it_is_checked_then_it_is_unknown_never_a_pass(string item, string service, string operation, string action)
    {
        await using var world = await AwsWorld.StartAsync();
        var restorePoint = await RestorePointAsync(world);
        await world.FaultAsync(service, operation, "deny");
        var denied = await world.CheckAsync(item, restorePoint);
        Assert.Equal(CheckStatus.Unknown, denied.Status);
        Assert.Contains(action, denied.Fix, StringComparison.Ordinal);
        Assert.Contains("role/bo-verify", denied.Fix, StringComparison.Ordinal);

        await world.FaultAsync(service, operation, "throttle");
        Assert.Equal(CheckStatus.Unknown, (await world.CheckAsync(item, restorePoint)).Status);
    }

    [Fact]
    public async Task Given_a_role_that_can_not_be_assumed_when_it_is_checked_then_it_says_so()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.Resources.As(CheckoutApi.Own with { Roles = new AwsRoles("arn:aws:iam::123456789012:role/nobody", "arn:aws:iam::123456789012:role/nobody", null) }));
        var result = await world.CheckAsync("7.1");
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains("could not be assumed", result.Summary, StringComparison.Ordinal);
        Assert.Contains("sts:AssumeRole", result.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("3.1")]
    [InlineData("6.1")]
    [InlineData("7.1")]
    [InlineData("12.1")]
    [InlineData("12.2")]
    public async Task Given_a_plan_file_that_names_nothing_when_it_is_checked_then_it_is_unknown(string item)
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.Resources with { Resources = [] });
        Assert.Equal(CheckStatus.Unknown, (await world.CheckAsync(item)).Status);
        world.Catalogue.All = new Dictionary<Core.Ids.ServiceId, AwsService>();
        Assert.Equal(CheckStatus.Unknown, (await world.CheckAsync(item)).Status);
    }

    [Fact]
    [Judges("7.1", CheckStatus.Fail, "an alarm of the plan file is not there")]
    [Judges("6.1", CheckStatus.Fail, "a record of the plan file is not there")]
    [Judges("1.1", CheckStatus.Fail, "a database of the plan file is not there")]
    [Judges("12.2", CheckStatus.Unknown, "an alarm of the plan file is not there")]
    public async Task Given_names_that_do_not_exist_when_they_are_checked_then_they_fail()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.Resources with
        {
            Resources =
            [
                .. CheckoutApi.Alarms("nonesuch"),
                CheckoutApi.Record with { Name = "nonesuch.shop.example" },
                new RdsInstance("nonesuch", TimeSpan.FromHours(1)) { Id = "nonesuch", Account = CheckoutApi.Own },
            ],
        });
        Assert.Equal(CheckStatus.Fail, (await world.CheckAsync("7.1")).Status);
        Assert.Equal(CheckStatus.Fail, (await world.CheckAsync("6.1")).Status);
        Assert.Equal(CheckStatus.Fail, (await world.CheckAsync("1.1")).Status);
        Assert.Equal(CheckStatus.Unknown, (await world.CheckAsync("12.2")).Status);
    }

    [Fact]
    [Judges("1.1", CheckStatus.Warn, "the newest snapshot is older than the plan file wants")]
    public async Task Given_a_snapshot_older_than_the_plan_file_wants_when_it_is_checked_then_it_warns()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.With(new RdsInstance("checkout-db", TimeSpan.FromMinutes(10)) { Id = "checkout-db", Account = CheckoutApi.Own }));
        var result = await world.CheckAsync("1.1");
        Assert.Equal(CheckStatus.Warn, result.Status);
        Assert.Contains("Take a manual snapshot", result.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_record_that_is_not_there_and_another_with_a_long_TTL_when_they_are_checked_then_the_failure_does_not_hide_the_warning()
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Replace("api.shop.example., type: CNAME, ttl: 10", "api.shop.example., type: CNAME, ttl: 900", StringComparison.Ordinal));
        var restorePoint = await RestorePointAsync(world);
        world.Catalogue.Become(CheckoutApi.Resources with { Resources = [CheckoutApi.Record with { Name = "nonesuch.shop.example" }, CheckoutApi.Record] });

        var result = await world.CheckAsync("6.1", restorePoint);

        Assert.Equal((CheckStatus.Fail, "There is no record nonesuch.shop.example CNAME."), (result.Status, result.Summary));
        var besides = Assert.Single(result.Besides!);
        Assert.Equal(CheckStatus.Warn, besides.Status);
        Assert.Contains("has a TTL of 900 s", besides.Sentence, StringComparison.Ordinal);
        Assert.StartsWith("Lower the TTL of api.shop.example", besides.Fix, StringComparison.Ordinal);
    }

    [Fact]
    [Judges("6.1", CheckStatus.Fail, "a record is not captured")]
    public async Task Given_no_restore_point_when_DNS_is_checked_then_it_fails_for_nothing_is_captured()
    {
        await using var world = await AwsWorld.StartAsync();
        var result = await world.CheckAsync("6.1");
        Assert.Equal(CheckStatus.Fail, result.Status);
        Assert.Contains("not captured", result.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [Judges("6.1", CheckStatus.Warn, "a record has a TTL of more than 300 s")]
    [Judges("6.1", CheckStatus.Fail, "a record has a TTL of more than an hour")]
    [InlineData(900, CheckStatus.Warn)]
    [InlineData(7200, CheckStatus.Fail)]
    public async Task Given_a_record_with_a_long_TTL_when_it_is_checked_then_it_warns_or_fails(int ttl, CheckStatus status)
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Replace("api.shop.example., type: CNAME, ttl: 10", $"api.shop.example., type: CNAME, ttl: {ttl}", StringComparison.Ordinal));
        var result = await world.CheckAsync("6.1", await RestorePointAsync(world));
        Assert.Equal(status, result.Status);
        Assert.Contains($"has a TTL of {ttl} s", result.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [Judges("3.1", CheckStatus.Fail, "the health check is turned off")]
    [Judges("3.1", CheckStatus.Warn, "the health check asks by TCP and not by HTTP, or for the path \"/\", or needs more than 60 s to find a target unhealthy")]
    [InlineData("enabled: false, path: /healthz, intervalSeconds: 10", CheckStatus.Fail)]
    [InlineData("protocol: TCP, path: /healthz, intervalSeconds: 10", CheckStatus.Warn)]
    [InlineData("path: /, intervalSeconds: 10", CheckStatus.Warn)]
    [InlineData("path: /healthz, intervalSeconds: 300", CheckStatus.Warn)]
    public async Task Given_a_health_check_that_finds_little_when_it_is_checked_then_it_is_said(string settings, CheckStatus status)
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Replace("path: /healthz, intervalSeconds: 10", settings, StringComparison.Ordinal));
        Assert.Equal(status, (await world.CheckAsync("3.1")).Status);
    }

    private static async Task<RestorePoint> RestorePointAsync(AwsWorld world)
    {
        var release = await world.CaptureAsync(CodeDeployRedeployAction.ActionName);
        var records = await world.CaptureAsync(Route53RevertAction.ActionName);
        return new RestorePoint(release.TakenAt, [.. release.States, .. records.States], []);
    }

    [Fact]
    public async Task Given_a_record_in_another_account_when_it_is_checked_then_it_is_read_under_that_accounts_role()
    {
        await using var world = await AwsWorld.StartAsync();
        var dns = CheckoutApi.Own with { Name = "dns", Roles = CheckoutApi.Own.Roles with { Read = CheckoutApi.Own.Roles.Write } };
        world.Catalogue.Become(CheckoutApi.With(CheckoutApi.Record with { Account = dns }) with { Accounts = [CheckoutApi.Own, dns] });

        await world.CheckAsync("6.1");
        await world.CheckAsync("7.1");

        Assert.Equal(dns.Roles.Read, await world.RoleOfAsync("ListResourceRecordSets"));
        Assert.Equal(CheckoutApi.Own.Roles.Read, await world.RoleOfAsync("DescribeAlarms"));
    }
}
