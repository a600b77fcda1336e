using System.Globalization;
using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Parts.Databases;

public sealed class RdsTests : IAsyncLifetime
{
    private SandboxHost sandbox = null!;
    private SignedClient verify = null!;

    public async Task InitializeAsync()
    {
        sandbox = await SandboxHost.StartAsync();
        verify = await sandbox.AsAsync("bo-verify");
    }

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Fact]
    public async Task Given_the_database_when_described_later_then_its_restorable_time_stays_fresh()
    {
        sandbox.Advance(1800);
        var answer = (await verify.QueryAsync("rds", "DescribeDBInstances", ("DBInstanceIdentifier", "checkout-db"))).Ok();
        Assert.Equal(("postgres", "available", "7"), (answer.Text("Engine"), answer.Text("DBInstanceStatus"), answer.Text("BackupRetentionPeriod")));
        var restorable = DateTimeOffset.Parse(answer.Text("LatestRestorableTime"), CultureInfo.InvariantCulture);
        Assert.InRange(sandbox.Clock.GetUtcNow() - restorable, TimeSpan.FromMinutes(2.9), TimeSpan.FromMinutes(3.1));
    }

    [Fact]
    public async Task Given_snapshots_when_described_then_the_manual_one_is_found()
    {
        var manual = (await verify.QueryAsync("rds", "DescribeDBSnapshots", ("DBInstanceIdentifier", "checkout-db"), ("SnapshotType", "manual"))).Ok();
        Assert.Equal(["checkout-db-before-v240"], manual.Texts("DBSnapshotIdentifier"));
        Assert.Empty((await verify.QueryAsync("rds", "DescribeDBSnapshots", ("SnapshotType", "automated"))).Ok().Texts("DBSnapshot"));
    }

    [Fact]
    public async Task Given_an_unknown_name_when_described_then_it_is_not_found()
    {
        var instance = await verify.QueryAsync("rds", "DescribeDBInstances", ("DBInstanceIdentifier", "other"));
        Assert.Equal((404, "DBInstanceNotFound"), (instance.Status, instance.Code));
        var snapshot = await verify.QueryAsync("rds", "DescribeDBSnapshots", ("DBSnapshotIdentifier", "other"));
        Assert.Equal((404, "DBSnapshotNotFound"), (snapshot.Status, snapshot.Code));
    }
}
