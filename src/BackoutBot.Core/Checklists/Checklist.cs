using System.Collections.Frozen;
using BackoutBot.Core.Ids;
using static BackoutBot.Core.Checklists.ItemKinds;

namespace BackoutBot.Core.Checklists;

/// <summary>The checklist that every backout walks through: 13 phases, 22 items, as data.</summary>
public static class Checklist
{
    /// <summary>The number of the phase that proves a rollback.</summary>
    public const int ValidationPhase = 12;

    /// <summary>The 13 phases, in order.</summary>
    public static IReadOnlyList<ChecklistPhase> Phases { get; } =
    [
        new(1, "Backup and snapshot preparation"),
        new(2, "Version control and code rollback"),
        new(3, "Elastic Load Balancer (ELB) health checks"),
        new(4, "Database schema rollback plan"),
        new(5, "Infrastructure as Code rollback"),
        new(6, "DNS and traffic routing"),
        new(7, "Monitoring and alerts"),
        new(8, "Rollback testing in staging"),
        new(9, "Communication plan"),
        new(10, "Graceful failure and user impact"),
        new(11, "Rollback execution"),
        new(12, "Post-rollback validation"),
        new(13, "Post-incident review"),
    ];

    /// <summary>The 22 items, in order.</summary>
    public static IReadOnlyList<ChecklistItem> Items { get; } =
    [
        Item("1.1", "database-backup", "Ensure up-to-date backups of databases (RDS/other)", Checked | ItemKinds.Action),
        Item("1.2", "volume-snapshots", "Take snapshots of EC2 instances and EBS volumes", Checked | ItemKinds.Action),
        Item("1.3", "bucket-backup", "Backup S3 bucket data", Checked | ItemKinds.Action),
        Item("2.1", "stable-tag", "Tag the current stable version in version control (Git)", Checked | ItemKinds.Action),
        Item("2.2", "previous-version", "Verify deployment of previous version is easily accessible", Checked),
        Item("3.1", "health-checks", "Ensure ELB health checks are properly configured", Checked),
        Item("4.1", "schema-rollback-script", "Have a rollback script for any database schema changes", Checked | Attested),
        Item("4.2", "schema-rollback-tested", "Test schema migration rollback process in a staging environment", Checked | ItemKinds.Action),
        Item("5.1", "iac-revert", "Revert to previous CloudFormation stack or Terraform state", Checked | ItemKinds.Action),
        Item("6.1", "dns-rollback", "Test DNS rollback for Route 53 entries", Checked | ItemKinds.Action),
        Item("6.2", "traffic-shifting", "Use traffic shifting for deployments", Checked | ItemKinds.Action),
        Item("7.1", "monitoring", "Verify CloudWatch and other monitoring tools are active", Checked | Attested),
        Item("7.2", "deployment-alerts", "Set up custom alerts for deployment success/failure", Checked | ItemKinds.Action),
        Item("8.1", "staging-rehearsal", "Test rollback procedures in a staging environment", Checked | ItemKinds.Action),
        Item("9.1", "communication-plan", "Prepare a communication plan for stakeholders", Checked | Attested),
        Item("10.1", "maintenance-mode", "Implement user-facing error pages or maintenance mode", Checked | ItemKinds.Action),
        Item("11.1", "beanstalk-previous-version", "Switch to previous application version in AWS Elastic Beanstalk (if used)", ItemKinds.Action),
        Item("11.2", "ec2-restore", "Restore EC2 instances from snapshots", ItemKinds.Action),
        Item("11.3", "database-restore", "Revert database to a previous state using RDS snapshot", ItemKinds.Action),
        Item("12.1", "previous-version-works", "Verify the previous version is functioning correctly", Checked | Attested),
        Item("12.2", "post-rollback-monitoring", "Monitor performance and logs post-rollback", Checked),
        Item("13.1", "post-mortem", "Conduct a post-mortem review", ItemKinds.Action | Attested),
    ];

    /// <summary>
    /// Beside the checklist, and before it: whether the bot may be who it has to be for what the plan file lists. It belongs to no phase; nobody
    /// can vouch for it, and no plan file can say that it does not apply.
    /// </summary>
    public static ChecklistItem Access { get; } = new(new ItemId("access"), "access", "to the accounts of the plan file", Phase: 0, Checked);

    /// <summary>All that can have a result: <see cref="Access"/>, then the 22 items.</summary>
    public static IReadOnlyList<ChecklistItem> Checkable { get; } = [Access, .. Items];

    private static readonly FrozenDictionary<ItemId, ChecklistItem> ById = Checkable.ToFrozenDictionary(item => item.Id);

    /// <summary>The item with that number, or what goes by that name beside the checklist; null where there is none.</summary>
    public static ChecklistItem? Find(ItemId id) => ById.GetValueOrDefault(id);

    private static ChecklistItem Item(string id, string slug, string title, ItemKinds kinds) =>
        new(new ItemId(id), slug, title, int.Parse(id.AsSpan(0, id.IndexOf('.')), provider: null), kinds);
}
