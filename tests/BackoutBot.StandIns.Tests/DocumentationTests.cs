using System.Globalization;
using System.Text.RegularExpressions;
using BackoutBot.Core.Tests;

namespace BackoutBot.StandIns.Tests;

public sealed partial class DocumentationTests
{
    [Fact]
    public void Given_the_table_of_stand_ins_when_lines_are_counted_then_it_is_up_to_date()
    {
        var root = Repository.Root;
        var documented = Row().Matches(File.ReadAllText(Path.Combine(root, "docs", "vendor-sdks.md")))
            .ToDictionary(row => row.Groups["name"].Value, row => int.Parse(row.Groups["lines"].Value, CultureInfo.InvariantCulture), StringComparer.Ordinal);

        // A folder without a project is what a build has left of a stand-in that was dropped.
        var counted = Directory.EnumerateDirectories(Path.Combine(root, "standins"))
            .Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any())
            .ToDictionary(folder => Path.GetFileName(folder)!, Lines, StringComparer.Ordinal);

        Assert.Equal(counted.OrderBy(pair => pair.Key, StringComparer.Ordinal), documented.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    private static int Lines(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
        .Sum(file => File.ReadLines(file).Count());

    [GeneratedRegex(@"^\| `(?<name>[\w.]+)` \|.*\| (?<lines>\d+) \|$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Row();
}
