using Amazon;
using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Parts.Databases;

/// <summary>
/// 1.1 Ensure up-to-date backups of databases: automatic backups on and fresh, and a snapshot that is new enough, taken by hand or by AWS Backup.
/// A cluster's member is judged by its cluster, and a read replica that has no backups of its own by its source.
/// </summary>
internal sealed class Item01_1_DatabaseBackup(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : AwsCheck("1.1", catalogue, clients, time)
{
    private const int GoodRetentionDays = 7;

    // RDS ships its logs about every five minutes ("Restoring to a specified time", RDS user guide).
    private static readonly TimeSpan FreshRestorableTime = TimeSpan.FromMinutes(10);

    protected override async Task JudgeAsync(CheckContext context, AwsService resources, AwsLook look, Findings findings)
    {
        Listed[] listed =
        [
            .. resources.Of<RdsInstance>().Select(instance => new Listed(DatabaseName.Instance(instance.Account, instance.Identifier), instance.SnapshotMaxAge)),
            .. resources.Of<RdsCluster>().Select(cluster => new Listed(DatabaseName.Cluster(cluster.Account, cluster.Identifier), cluster.SnapshotMaxAge)),
        ];
        var known = await ReadAsync(listed.Select(one => one.Name), resources, look);
        var keepers = new List<Keeper>();
        foreach (var one in listed)
        {
            if (KeeperOf(one.Name, resources, known, findings) is not { } backups)
            {
                continue;
            }

            if (keepers.Find(other => other.Backups == backups) is not { } keeper)
            {
                keeper = new Keeper(backups);
                keepers.Add(keeper);
            }

            keeper.Add(one, known[one.Name]!);
        }

        foreach (var keeper in keepers)
        {
            JudgeAutomaticBackups(keeper, findings);
        }

        var snapshots = await look.SnapshotsAsync([.. keepers.Select(keeper => keeper.Backups.Name)]);
        foreach (var keeper in keepers)
        {
            JudgeSnapshots(keeper, [.. snapshots[keeper.Backups.Name]], findings);
        }
    }

    /// <summary>Reads what is listed, and whatever keeps the backups for it; null stands for what there is not.</summary>
    private static async Task<Dictionary<DatabaseName, DatabaseBackups?>> ReadAsync(IEnumerable<DatabaseName> listed, AwsService resources, AwsLook look)
    {
        var known = new Dictionary<DatabaseName, DatabaseBackups?>();
        for (DatabaseName[] wanted = [.. listed]; wanted.Length > 0;)
        {
            var read = await look.DatabasesAsync(wanted);
            foreach (var name in wanted)
            {
                known[name] = read.FirstOrDefault(database => database.Name == name);
            }

            wanted = [.. read.Select(database => ElsewhereOf(database, resources)?.Name).OfType<DatabaseName>().Distinct().Where(name => !known.ContainsKey(name))];
        }

        return known;
    }

    /// <summary>What keeps the backups for a database; null where the database itself does.</summary>
    private static Elsewhere? ElsewhereOf(DatabaseBackups database, AwsService resources) => database switch
    {
        { MemberOf: { } cluster } => new Elsewhere(DatabaseName.Cluster(database.Name.Account, cluster), cluster),
        { RetentionDays: 0, ReplicaOf: { } source } => Source(database, source, isCluster: false, resources),
        { RetentionDays: 0, ReplicaOfCluster: { } source } => Source(database, source, isCluster: true, resources),
        _ => null,
    };

    // A source in another region is told by its ARN, which ends in db:NAME or cluster:NAME.
    private static Elsewhere Source(DatabaseBackups replica, string source, bool isCluster, AwsService resources)
    {
        if (!Arn.TryParse(source, out var arn))
        {
            return new Elsewhere(new DatabaseName(replica.Name.Account, isCluster, source.ToLowerInvariant()), source);
        }

        var account = resources.Accounts.FirstOrDefault(account => account.Id == arn.AccountId && account.Region == arn.Region);
        return new Elsewhere(account is null ? null : new DatabaseName(account, isCluster, arn.Resource[(arn.Resource.LastIndexOf(':') + 1)..].ToLowerInvariant()), source);
    }

    private static DatabaseBackups? KeeperOf(DatabaseName name, AwsService resources, Dictionary<DatabaseName, DatabaseBackups?> known, Findings findings)
    {
        var passed = new HashSet<DatabaseName>();
        for (var at = name; ;)
        {
            if (known[at] is not { } database)
            {
                if (at == name)
                {
                    findings.Fail($"There is no {(name.IsCluster ? "cluster" : "database")} {name.Identifier}.", "Check its name in the plan file.");
                }
                else
                {
                    findings.Fail($"{name.Identifier} has no automatic backups, and there is no {at.Identifier}, which should have them.", $"Set a backup retention of {GoodRetentionDays} days or more on {name.Identifier}.");
                }

                return null;
            }

            if (!database.IsOfRds)
            {
                findings.Unseeable($"{at.Identifier} has the engine {database.Engine}, which is not of RDS: its backups are another service's.", $"Vouch for the backups of {at.Identifier}; this check reads those of RDS.");
                return null;
            }

            if (ElsewhereOf(database, resources) is not { } elsewhere)
            {
                return database;
            }

            if (elsewhere.Name is not { } next || !passed.Add(next))
            {
                findings.Unseeable(
                    $"{at.Identifier} is a replica without backups of its own, and its source {elsewhere.Told} is in an account and region that the plan file does not name.",
                    "Add the source's account and region to 'accounts' in the plan file, or vouch for its backups.");
                return null;
            }

            at = next;
        }
    }

    private void JudgeAutomaticBackups(Keeper keeper, Findings findings)
    {
        var (backups, told) = (keeper.Backups, keeper.Told);
        var name = backups.Name.Identifier;
        var longer = backups.IsByAwsBackup
            ? $"Have the backup plan of AWS Backup keep {name} for {GoodRetentionDays} days or more."
            : $"Set a backup retention of {GoodRetentionDays} days or more on {name}.";
        if (backups.RetentionDays == 0)
        {
            findings.Fail($"{told} has no automatic backups.", longer);
            return;
        }

        if (backups.Status != "available")
        {
            findings.Warn($"{told} is {backups.Status}.", $"Wait until {name} is available, then check again.");
            return;
        }

        var behind = Now - backups.RestorableTo;
        if (behind is null || behind > FreshRestorableTime)
        {
            findings.Warn(
                behind is null ? $"{told} shows no latest restorable time." : $"{told} can be restored only to {behind.Value.TotalMinutes:0} minutes ago.",
                $"See the events of {name}: its logs are not shipped as they should be.");
            return;
        }

        if (backups.PendingRetentionDays is { } pending && pending != backups.RetentionDays)
        {
            findings.Warn($"The backup retention of {told} is about to change from {backups.RetentionDays} to {pending} days.", $"Make sure that {pending} days are meant.");
            return;
        }

        if (backups.RetentionDays < GoodRetentionDays)
        {
            findings.Warn($"{told} keeps automatic backups for {backups.RetentionDays} days only.", longer);
            return;
        }

        var where = $"{(backups.IsByAwsBackup ? " by AWS Backup" : "")}{(backups.IsOnOutpost ? " on its Outpost" : "")}";
        findings.Pass($"{told}: automatic backups{where} for {backups.RetentionDays} days, restorable to {behind.Value.TotalMinutes:0} minutes ago.");
    }

    private void JudgeSnapshots(Keeper keeper, IReadOnlyList<DatabaseSnapshot> snapshots, Findings findings)
    {
        var fix = $"Take a manual snapshot of {keeper.Backups.Name.Identifier}.";
        if (snapshots.FirstOrDefault(snapshot => snapshot.Status == "available") is not { } newest)
        {
            if (snapshots.FirstOrDefault(snapshot => snapshot.Status == "creating") is { } beingMade)
            {
                findings.Warn($"The snapshot {beingMade.Identifier} is being made ({beingMade.PercentProgress} %).", "Wait until it is available.");
                return;
            }

            findings.Fail(
                snapshots is [var useless, ..] ? $"The newest snapshot of {keeper.Told}, {useless.Identifier}, is {useless.Status}." : $"{keeper.Told} has no manual snapshot, and none by AWS Backup.",
                fix);
            return;
        }

        var age = Now - newest.TakenAt;
        if (age is null || age > keeper.SnapshotMaxAge)
        {
            findings.Warn($"The newest snapshot of {keeper.Told}, {newest.Identifier}, is older than {keeper.SnapshotMaxAge.TotalHours:0.#} hours.", fix);
            return;
        }

        findings.Pass(newest.IsByAwsBackup
            ? $"The newest snapshot of {keeper.Told} was taken by AWS Backup {age.Value.TotalMinutes:0} minutes ago: {newest.Identifier}."
            : $"Snapshot {newest.Identifier} is {age.Value.TotalMinutes:0} minutes old.");
    }

    /// <summary>A database of the plan file.</summary>
    private sealed record Listed(DatabaseName Name, TimeSpan SnapshotMaxAge);

    /// <summary>What keeps the backups for another database.</summary>
    /// <param name="Name">Which; null where it is in an account or region that the plan file does not name.</param>
    /// <param name="Told">As RDS names it.</param>
    private sealed record Elsewhere(DatabaseName? Name, string Told);

    /// <summary>A database that keeps backups, with all of the plan file that are judged by it.</summary>
    private sealed class Keeper(DatabaseBackups backups)
    {
        private readonly List<string> members = [];
        private readonly List<string> replicas = [];

        public DatabaseBackups Backups => backups;

        /// <summary>The shortest that is asked for.</summary>
        public TimeSpan SnapshotMaxAge { get; private set; } = TimeSpan.MaxValue;

        /// <summary>Its name, and why it is looked at where the plan file names others.</summary>
        public string Told
        {
            get
            {
                string[] why =
                [
                    .. members.Count > 0 ? [$"the cluster of {string.Join(", ", members)}"] : Array.Empty<string>(),
                    .. replicas.Count > 0 ? [$"the source of {string.Join(", ", replicas)}"] : Array.Empty<string>(),
                ];
                return why.Length > 0 ? $"{backups.Name.Identifier} ({string.Join("; ", why)})" : backups.Name.Identifier;
            }
        }

        public void Add(Listed listed, DatabaseBackups found)
        {
            SnapshotMaxAge = listed.SnapshotMaxAge < SnapshotMaxAge ? listed.SnapshotMaxAge : SnapshotMaxAge;
            if (found == backups)
            {
                return;
            }

            (found.MemberOf is not null ? members : replicas).Add(listed.Name.Identifier);
        }
    }
}
