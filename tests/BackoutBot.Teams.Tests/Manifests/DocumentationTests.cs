using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Tests.Manifests;

/// <summary>What <c>docs/teams.md</c> has an admin type works.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(TeamsPackage.Source(), "..", "..", "docs"));
    private static readonly string Document = File.ReadAllText(Path.Combine(Folder, "teams.md"));

    [Fact]
    public void Given_the_settings_when_they_are_copied_then_they_are_JSON_of_the_shapes_that_the_bot_takes()
    {
        JObject settings = JObject.Parse(Block("json"));

        Assert.True(Guid.TryParse((string?)settings["Teams"]!["AppId"], out _));
        Assert.True(Guid.TryParse((string?)settings["Teams"]!["TenantId"], out _));
        Assert.All(settings["Teams"]!["Channels"]!.Children<JProperty>(), channel => Assert.Matches("^#.+ 19:[^;%]+@thread\\.tacv2$", $"{channel.Name} {channel.Value}"));
        Assert.All(settings["People"]!.SelectTokens("*.Accounts[*]"), account => Assert.Matches("^teams:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", (string)account!));
    }

    [Fact]
    public async Task Given_the_packaging_command_when_it_is_copied_then_it_makes_a_package()
    {
        string[] command = Packaging().Match(Document).Groups["arguments"].Value.Split(' ');

        Assert.Equal(2, command.Length);
        Assert.NotEmpty(await TeamsPackage.MakeAsync(command[0], command[1]));
    }

    [Fact]
    public void Given_the_links_when_they_are_followed_then_each_leads_to_a_file()
    {
        string[] links = [.. LocalLink().Matches(Document).Select(match => match.Groups["file"].Value)];

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(Folder, link)), link));
    }

    private static string Block(string language)
    {
        string begin = $"```{language}\n";
        int from = Document.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return Document[from..Document.IndexOf("```", from, StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"^    \./dev teams-package (?<arguments>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Packaging();

    [GeneratedRegex(@"\]\((?<file>[a-z./-]+\.[a-z]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LocalLink();
}
