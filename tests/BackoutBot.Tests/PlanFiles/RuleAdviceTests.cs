using System.Reflection;
using System.Text.RegularExpressions;
using BackoutBot.Aws.Plan;
using BackoutBot.PlanFiles;

namespace BackoutBot.Tests.PlanFiles;

/// <summary>What a rule tells people to write is what it takes.</summary>
public sealed partial class RuleAdviceTests
{
    /// <summary>The rules for texts in plan files.</summary>
    internal static IReadOnlyList<TextRule> Rules { get; } =
    [
        .. new[] { typeof(TextRule).Assembly, typeof(AwsPlanSection).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(property => property.PropertyType == typeof(TextRule))
            .Select(property => (TextRule)property.GetValue(null)!),
    ];

    public static TheoryData<string> Fixes => [.. Rules.Select(rule => rule.Fix).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Fixes))]
    public void Given_a_text_that_does_not_fit_when_it_is_written_as_the_fix_says_then_it_does(string fix) =>
        Assert.All(Rules.Where(rule => rule.Fix == fix), rule =>
        {
            string[] written = [.. Written(rule)];
            Assert.NotEmpty(written);
            Assert.All(written, text => Assert.True(rule.Fits(text), $"{rule.What}: «{rule.Fix}», and '{text}' is not taken."));
        });

    /// <summary>What somebody writes who follows the fix: its example, one of the texts that it lists, or a text as long as it allows.</summary>
    private static IEnumerable<string> Written(TextRule rule)
    {
        if (rule.Values is { } values)
        {
            return values;
        }

        string[] examples = [.. Quoted().Matches(rule.Fix).Select(match => match.Groups["text"].Value).Where(text => text.Length > 1 && rule.Fix.IndexOf($"without '{text}'", StringComparison.Ordinal) < 0 && !text.EndsWith(':'))];
        int[] lengths = [.. Length().Matches(rule.Fix).SelectMany(match => match.Groups["n"].Captures).Select(capture => int.Parse(capture.Value.Replace(",", "", StringComparison.Ordinal)))];
        return examples.Length > 0 ? examples : lengths.Length > 0 ? lengths.Select(length => new string('a', length)) : ["something"];
    }

    [GeneratedRegex("""(?<![a-z])(?<quote>['"])(?<text>[^'"]+)\k<quote>""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?:at most |(?<n>\d+) to )(?<n>\d[\d,]*) (?:characters|letters)")]
    private static partial Regex Length();
}
