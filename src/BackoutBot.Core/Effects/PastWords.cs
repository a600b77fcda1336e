using System.Text.RegularExpressions;

namespace BackoutBot.Core.Effects;

/// <summary>Says of what customers were shown that it was so, once it was seen to be gone: journals keep the words of while it stood.</summary>
internal static partial class PastWords
{
    /// <summary>The same in the past tense, such as <c>Everyone got the maintenance page (503)</c>.</summary>
    /// <param name="stands">What was the case while it stood, in the words of then.</param>
    public static string Of(string stands) => Present().Replace(stands, verb => verb.Value switch
    {
        "comes" => "came",
        "gets" => "got",
        "shows" => "showed",
        "answers" => "answered",
        _ => verb.Value,
    });

    [GeneratedRegex(@"\b(?:comes|gets|shows|answers)\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Present();
}
