using System.Text.RegularExpressions;

namespace BackoutBot.Aws.Plan;

/// <summary>Makes the end of a step's name from the name of what it works on.</summary>
internal static partial class StepName
{
    /// <summary>The name in lower case, with hyphens for whatever is neither a letter nor a digit.</summary>
    public static string Of(string name) => Others().Replace(name.ToLowerInvariant(), "-").Trim('-');

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Others();
}
