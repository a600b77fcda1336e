using System.Text.RegularExpressions;
using BackoutBot.Core.Tests;

namespace BackoutBot.StandIns.Tests;

/// <summary>
/// A name that is ambiguous with the real SlackNet must not compile here either (docs/vendor-sdks.md). So the stand-ins declare every public
/// name of the namespaces that are imported: those that are not used have no member, in <c>PublicNames/</c>, a file for each namespace.
/// </summary>
public sealed partial class SlackPublicNamesTests
{
    [Fact]
    public void Given_an_import_of_SlackNet_when_its_names_are_looked_for_then_they_are_declared()
    {
        string[] imported = [.. Files("src").Concat(Files("tests")).SelectMany(file => Import().Matches(File.ReadAllText(file))).Select(import => import.Groups["namespace"].Value).Distinct().Order(StringComparer.Ordinal)];

        Assert.Contains("SlackNet.Blocks", imported);
        Assert.Empty(imported.Except(Lists().Select(NamespaceOf)));
    }

    [Fact]
    public void Given_the_lists_of_names_when_they_are_read_then_each_line_is_a_public_type_without_a_member()
    {
        foreach (string file in Lists())
        {
            string[] lines = [.. File.ReadLines(file).Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))];

            Assert.Equal($"namespace {NamespaceOf(file)};", lines[0]);
            Assert.All(lines[1..], line => Assert.Matches(@"^public (abstract class|static class|interface|enum) \w+(<[\w, ]+>)?;$|^public class \w+Attribute : Attribute;$", line));
        }
    }

    /// <summary>Says something of the vendor where the real package is in use, and of the stand-in's build elsewhere.</summary>
    [Theory]
    [InlineData(typeof(SlackNet.SlackApiClient))]
    [InlineData(typeof(SlackNet.AspNetCore.AspNetCoreExtensions))]
    public void Given_the_package_in_use_when_its_public_names_are_listed_then_the_stand_in_declares_just_them(Type ofThePackage)
    {
        var package = ofThePackage.Assembly;
        string folder = Path.Combine("standins", package.GetName().Name!);
        HashSet<string> namespaces = [.. Lists().Select(NamespaceOf)];

        string[] declared = [.. Files(folder).SelectMany(Declared).Distinct().Order(StringComparer.Ordinal)];
        string[] there = [.. package.GetExportedTypes().Where(type => !type.IsNested && namespaces.Contains(type.Namespace!)).Select(Describe).Order(StringComparer.Ordinal)];

        Assert.Equal(there, declared);
    }

    private static IEnumerable<string> Lists() => Files("standins").Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "PublicNames");

    private static string NamespaceOf(string list) => Path.GetFileNameWithoutExtension(list);

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".cs" or ".csproj" or ".props" && !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static IEnumerable<string> Declared(string file)
    {
        string source = File.ReadAllText(file);
        string space = Namespace().Match(source).Groups["name"].Value;
        return Declaration().Matches(source).Select(type =>
        {
            int arity = type.Groups["parameters"] is { Success: true, Value: var parameters } ? parameters.Split(',').Length : 0;
            return $"{space}.{type.Groups["name"].Value}{(arity > 0 ? $"`{arity}" : string.Empty)}: {type.Groups["static"].Value}{type.Groups["kind"].Value}";
        });
    }

    private static string Describe(Type type)
    {
        string kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsEnum: true } => "enum",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            _ when type.IsSubclassOf(typeof(Delegate)) => "delegate",
            _ => "class",
        };
        return $"{type.FullName}: {kind}";
    }

    /// <summary>An import, in code or in a project; neither an alias nor a static import brings a namespace's names in.</summary>
    [GeneratedRegex("""^\s*(global )?using (?<namespace>SlackNet(\.\w+)*);|<Using Include="(?<namespace>SlackNet(\.\w+)*)" />""", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Import();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^public (?<static>static )?((abstract|sealed|partial) )*(?<kind>class|interface|enum|struct) (?<name>\w+)(?<parameters><[^>]+>)?", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Declaration();
}
