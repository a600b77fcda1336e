using BackoutBot.PlanFiles;

namespace BackoutBot.Aws.Parts.Databases;

/// <summary>How a database's name looks.</summary>
internal static class DatabaseRules
{
    public static TextRule Identifier { get; } = new("an RDS instance's identifier", "^[A-Za-z][A-Za-z0-9-]{0,62}$", "use letters, digits and hyphens, at most 63, such as 'checkout-db'");
}
