using System.Text;
using System.Text.RegularExpressions;

namespace BackoutBot;

/// <summary>
/// Takes a piece of advice out of what the product said, for a test that follows it. The calls are what
/// <c>AdviceTests</c> counts as followed, so that none can be claimed that was not heard.
/// </summary>
internal static class Advised
{
    /// <summary>Finds an advice in a text, and returns what stands for each of its stars.</summary>
    /// <param name="said">What the product said.</param>
    /// <param name="advice">The advice's sentence as the source has it, or its beginning; a star stands for what differs.</param>
    internal static string[] By(string? said, string advice)
    {
        Match heard = Pattern(advice).Match(said ?? string.Empty);
        Assert.True(heard.Success, $"«{advice}» is not said. What is said: {said ?? "nothing"}");
        return [.. heard.Groups.Values.Skip(1).Select(group => group.Value)];
    }

    private static Regex Pattern(string advice)
    {
        var pattern = new StringBuilder();
        string[] fixedParts = advice.Split('*');
        for (int at = 0; at < fixedParts.Length; at++)
        {
            pattern.Append(at == 0 ? string.Empty : at == fixedParts.Length - 1 && fixedParts[at].Length == 0 ? @"(.+?)(?=[.;,]?(?:\s|$))" : "(.*?)").Append(Regex.Escape(fixedParts[at]));
        }

        return new Regex(pattern.ToString(), RegexOptions.Singleline, TimeSpan.FromSeconds(1));
    }
}
