using System.Text;
using BackoutBot.Core.Chat.Commands;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Tests.Manifests;

/// <summary>What a Teams admin uploads.</summary>
public sealed class PackageTests
{
    private static readonly Lazy<Task<Dictionary<string, byte[]>>> Package = new(() => TeamsPackage.MakeAsync());

    public static TheoryData<string, string> Breaks { get; } = new()
    {
        { "id", "\"backoutbot\"" },
        { "version", "\"1.0\"" },
        { "manifestVersion", "\"1.4\"" },
        { "accentColor", "\"blue\"" },
        { "name.short", "\"BackoutBot of the whole big company\"" },
        { "description.short", "\"Walks your team back to the last version that worked, whatever it was that you did, in one thread.\"" },
        { "developer.privacyUrl", "\"http://backoutbot.example/\"" },
        { "developer.name", "\"The BackoutBot authors and all of their friends\"" },
        { "bots[0].scopes", """["team","everywhere"]""" },
        { "bots[0].commandLists[0].commands", """[{"title":"help"}]""" },
        { "bots[0].commandLists[0].commands[0].title", "\"a command that is longer than a menu\"" },
        { "bots[0].botId", "\"${APP_ID}\"" },
        { "bots[0]", """{"botId":"0a1b2c3d-1111-2222-3333-444455556666"}""" },
        { "icons", """{"color":"color.png"}""" },
        { "permissions", """["everything"]""" },
        { "developer", """{"name":"x","websiteUrl":"https://a/","privacyUrl":"https://a/","termsOfUseUrl":"https://a/","fax":"1"}""" },
    };

    [Fact]
    public async Task Given_an_app_and_a_host_when_packaged_then_the_manifest_keeps_the_schemas_rules()
    {
        JObject manifest = await ManifestAsync();

        Assert.Empty(ManifestRules.Faults(manifest));
        Assert.Equal("0a1b2c3d-1111-2222-3333-444455556666", (string?)manifest["id"]);
        Assert.Equal((string?)manifest["id"], (string?)manifest.SelectToken("bots[0].botId"));
        Assert.Equal("https://backoutbot.example/", (string?)manifest.SelectToken("developer.websiteUrl"));
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task Given_a_manifest_with_one_fault_when_it_is_checked_then_it_is_found(string path, string value)
    {
        JObject manifest = await ManifestAsync();
        manifest.SelectToken(path, errorWhenNoMatch: true)!.Replace(JToken.Parse(value));

        Assert.NotEmpty(ManifestRules.Faults(manifest));
    }

    [Fact]
    public async Task Given_eleven_commands_when_they_are_checked_then_it_is_found()
    {
        JObject manifest = await ManifestAsync();
        JArray commands = (JArray)manifest.SelectToken("bots[0].commandLists[0].commands")!;
        while (commands.Count < 11)
        {
            commands.Add(commands[0].DeepClone());
        }

        Assert.Equal(["bots[].commandLists[].commands: 11 are more than 10"], ManifestRules.Faults(manifest));
    }

    [Fact]
    public async Task Given_the_command_menus_when_they_are_read_then_the_bot_understands_each_command()
    {
        JObject manifest = await ManifestAsync();
        string[] titles = [.. manifest.SelectTokens("bots[0].commandLists[*].commands[*].title").Select(title => (string)title!)];

        Assert.NotEmpty(titles);
        Assert.All(titles, title => Assert.Contains(ChatVerb.All, verb => verb.Name == title));
        Assert.Equal(["groupChat", "personal", "team"], manifest.SelectTokens("bots[0].commandLists[*].scopes[*]").Select(scope => (string)scope!).Order(StringComparer.Ordinal));
    }

    /// <summary>The bot reads what mentions it and what its cards send, which a bot may without resource-specific consent.</summary>
    [Fact]
    public async Task Given_the_manifest_when_its_permissions_are_read_then_it_asks_for_no_more_than_the_bot_uses()
    {
        JObject manifest = await ManifestAsync();

        Assert.Null(manifest["authorization"]);
        Assert.Null(manifest["webApplicationInfo"]);
        Assert.Equal(["identity", "messageTeamMembers"], manifest["permissions"]!.Select(permission => (string)permission!));
    }

    [Fact]
    public async Task Given_a_package_when_it_is_opened_then_it_holds_the_manifest_and_its_icons_and_nothing_else() =>
        Assert.Equal(["color.png", "manifest.json", "outline.png"], (await Package.Value).Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task Given_the_colour_icon_when_it_is_read_then_it_is_opaque_and_192_pixels_wide()
    {
        Icon icon = Icon.Read((await Package.Value)["color.png"]);

        Assert.Equal(192, icon.Size);
        Assert.All(icon.Pixels, pixel => Assert.Equal(255, pixel.Alpha));
        Assert.Contains((0x24, 0x56, 0xD6, 255), icon.Pixels.Select(pixel => ((int)pixel.Red, (int)pixel.Green, (int)pixel.Blue, (int)pixel.Alpha)));
    }

    [Fact]
    public async Task Given_the_outline_icon_when_it_is_read_then_it_is_white_on_nothing_and_32_pixels_wide()
    {
        Icon icon = Icon.Read((await Package.Value)["outline.png"]);

        Assert.Equal(32, icon.Size);
        Assert.All(icon.Pixels, pixel => Assert.Equal((255, 255, 255), (pixel.Red, pixel.Green, pixel.Blue)));
        Assert.InRange(icon.Pixels.Count(pixel => pixel.Alpha == 0), 400, 900);
        Assert.InRange(icon.Pixels.Count(pixel => pixel.Alpha == 255), 80, 500);
    }

    [Fact]
    public async Task Given_the_same_arguments_when_packaged_again_then_the_files_are_the_same() =>
        Assert.Equal(await Package.Value, await TeamsPackage.MakeAsync());

    [Fact]
    public async Task Given_no_host_when_packaged_then_there_is_a_package_and_a_word_about_it()
    {
        JObject manifest = Parse(await TeamsPackage.MakeAsync(host: null));

        Assert.Empty(ManifestRules.Faults(manifest));
        Assert.Equal("https://example.com/", (string?)manifest.SelectToken("developer.websiteUrl"));
    }

    [Theory]
    [InlineData("copy the Application (client) ID", "backoutbot", "backoutbot.example")]
    [InlineData("without https://", TeamsPackage.AppId, "https://backoutbot.example")]
    [InlineData("without https://", TeamsPackage.AppId, "backoutbot.example/x")]
    [InlineData("without https://", TeamsPackage.AppId, "a\",\"x\":\"b.example")]
    [InlineData("usage: ./dev teams-package <app-id> [host]")]
    [InlineData("usage: ./dev teams-package <app-id> [host]", TeamsPackage.AppId, "a.example", "more")]
    public async Task Given_wrong_arguments_when_packaged_then_it_says_what_to_give(string said, params string[] arguments)
    {
        string path = Path.Combine(Path.GetTempPath(), $"backoutbot-teams-{Environment.ProcessId}-refused.zip");
        (int exit, string error) = await TeamsPackage.RunAsync([path, .. arguments]);

        Assert.Equal(1, exit);
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    private static async Task<JObject> ManifestAsync() => Parse(await Package.Value);

    private static JObject Parse(Dictionary<string, byte[]> files) => JObject.Parse(Encoding.UTF8.GetString(files["manifest.json"]));
}
