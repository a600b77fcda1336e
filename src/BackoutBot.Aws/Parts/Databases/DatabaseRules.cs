using BackoutBot.PlanFiles;

namespace BackoutBot.Aws.Parts.Databases;

/// <summary>How a database's name looks.</summary>
internal static class DatabaseRules
{
    private const string Pattern = "^[A-Za-z][A-Za-z0-9-]{0,62}$";

    public static TextRule Instance { get; } = new("an RDS instance's identifier", Pattern, "use letters, digits and hyphens, at most 63, such as 'checkout-db'");

    public static TextRule Cluster { get; } = new("an RDS cluster's identifier", Pattern, "use letters, digits and hyphens, at most 63, such as 'checkout-cluster'");
}
