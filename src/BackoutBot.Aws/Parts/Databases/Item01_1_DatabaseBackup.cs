using Amazon.RDS.Model;
using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Parts.Databases;

/// <summary>1.1 Ensure up-to-date backups of databases: automatic backups on and fresh, and a manual snapshot that is new enough.</summary>
internal sealed class Item01_1_DatabaseBackup(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : AwsCheck("1.1", catalogue, clients, time)
{
    private const int GoodRetentionDays = 7;

    // RDS ships its logs about every five minutes ("Restoring to a specified time", RDS user guide).
    private static readonly TimeSpan FreshRestorableTime = TimeSpan.FromMinutes(10);

    protected override async Task JudgeAsync(CheckContext context, AwsService resources, AwsLook look, Findings findings)
    {
        foreach (var database in resources.Of<RdsInstance>())
        {
            if (await look.In(database.Account).DatabaseAsync(database.Identifier) is not { } instance)
            {
                findings.Fail($"There is no database {database.Identifier}.", "Check its name in the plan file.");
                continue;
            }

            if (!string.IsNullOrEmpty(instance.DBClusterIdentifier))
            {
                findings.Unseeable($"{database.Identifier} belongs to the Aurora cluster {instance.DBClusterIdentifier}, which keeps the backups.", "Vouch for the cluster's backups; this check reads instances.");
                continue;
            }

            JudgeAutomaticBackups(instance, findings);
            JudgeSnapshots(database, await look.In(database.Account).ManualSnapshotsAsync(database.Identifier), findings);
        }
    }

    private void JudgeAutomaticBackups(DBInstance instance, Findings findings)
    {
        var name = instance.DBInstanceIdentifier;
        var retention = instance.BackupRetentionPeriod ?? 0;
        if (retention == 0)
        {
            if (!string.IsNullOrEmpty(instance.ReadReplicaSourceDBInstanceIdentifier))
            {
                findings.Pass($"{name} is a replica; its source {instance.ReadReplicaSourceDBInstanceIdentifier} keeps the backups.");
                return;
            }

            findings.Fail($"{name} has no automatic backups.", $"Set a backup retention of {GoodRetentionDays} days or more on {name}.");
            return;
        }

        if (instance.DBInstanceStatus != "available")
        {
            findings.Warn($"{name} is {instance.DBInstanceStatus}.", $"Wait until {name} is available, then check again.");
            return;
        }

        var behind = Now - instance.LatestRestorableTime.ToInstant();
        if (behind is null || behind > FreshRestorableTime)
        {
            findings.Warn(
                behind is null ? $"{name} shows no latest restorable time." : $"{name} can be restored only to {behind.Value.TotalMinutes:0} minutes ago.",
                $"See the events of {name}: its logs are not shipped as they should be.");
            return;
        }

        if (instance.PendingModifiedValues?.BackupRetentionPeriod is { } pending)
        {
            findings.Warn($"The backup retention of {name} is about to change from {retention} to {pending} days.", $"Make sure that {pending} days are meant.");
            return;
        }

        if (retention < GoodRetentionDays)
        {
            findings.Warn($"{name} keeps automatic backups for {retention} days only.", $"Set a backup retention of {GoodRetentionDays} days or more on {name}.");
            return;
        }

        findings.Pass($"{name}: automatic backups for {retention} days, restorable to {behind.Value.TotalMinutes:0} minutes ago.");
    }

    private void JudgeSnapshots(RdsInstance database, IReadOnlyList<DBSnapshot> snapshots, Findings findings)
    {
        var fix = $"Take a manual snapshot of {database.Identifier}.";
        if (snapshots.FirstOrDefault(snapshot => snapshot.Status == "available") is not { } newest)
        {
            if (snapshots.FirstOrDefault(snapshot => snapshot.Status == "creating") is { } beingMade)
            {
                findings.Warn($"The snapshot {beingMade.DBSnapshotIdentifier} is being made ({beingMade.PercentProgress} %).", "Wait until it is available.");
                return;
            }

            findings.Fail($"{database.Identifier} has no manual snapshot.", fix);
            return;
        }

        var age = Now - newest.SnapshotCreateTime.ToInstant();
        if (age is null || age > database.SnapshotMaxAge)
        {
            findings.Warn($"The newest manual snapshot of {database.Identifier}, {newest.DBSnapshotIdentifier}, is older than {database.SnapshotMaxAge.TotalHours:0.#} hours.", fix);
            return;
        }

        findings.Pass($"Snapshot {newest.DBSnapshotIdentifier} is {age.Value.TotalMinutes:0} minutes old.");
    }
}
