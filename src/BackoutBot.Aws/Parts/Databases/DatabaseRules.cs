using System.Text.RegularExpressions;
using BackoutBot.PlanFiles;

namespace BackoutBot.Aws.Parts.Databases;

/// <summary>How a database's name looks.</summary>
internal static partial class DatabaseRules
{
    public static TextRule Identifier { get; } = new("an RDS instance's identifier", DatabasePattern().IsMatch, "use letters, digits and hyphens, at most 63, such as 'checkout-db'");

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9-]{0,62}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DatabasePattern();
}
