using System.Text.RegularExpressions;
using BackoutBot.Slack.Inbound;
using BackoutBot.Slack.Rendering;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace BackoutBot.Slack.Tests.Manifests;

public sealed partial class ManifestTests
{
    [Fact]
    public async Task Given_the_manifest_then_Slack_takes_it() => Assert.Empty(await FaultsOf(Manifest.Content));

    [Theory]
    [InlineData("display_information.name", "A name of more than thirty-five letters")]
    [InlineData("display_information.long_description", "Too short.")]
    [InlineData("display_information.background_color", "blue")]
    [InlineData("features.bot_user.display_name", "Backout Bot")]
    [InlineData("features.slash_commands[0].command", "backout")]
    [InlineData("features.slash_commands[0].url", "http://backoutbot.example.com/slack/command")]
    [InlineData("features.shortcuts[0].name", "Put this message on the timeline")]
    [InlineData("features.shortcuts[0].type", "button")]
    [InlineData("settings.interactivity.is_enabled", "yes")]
    [InlineData("settings.event_subscriptions.request_url", "")]
    public async Task Given_a_manifest_that_Slack_would_refuse_then_the_rules_say_so(string path, string value)
    {
        var manifest = Manifest.Content;
        ((JValue)manifest.SelectToken(path, errorWhenNoMatch: true)!).Value = value;

        Assert.NotEmpty(await FaultsOf(manifest));
    }

    [Fact]
    public async Task Given_a_member_that_Slack_does_not_know_then_the_rules_say_so()
    {
        var manifest = Manifest.Content;
        manifest["settings"]!["socket_mode"] = true;

        Assert.NotEmpty(await FaultsOf(manifest));
    }

    [Fact]
    public void Given_the_methods_that_are_called_and_the_events_that_are_taken_then_each_has_its_scope_and_no_scope_is_there_for_nothing()
    {
        Assert.NotEmpty(AdapterUse.ApiMembers);
        Assert.All(AdapterUse.ApiMembers, member => Assert.True(SlackNeeds.Scopes.ContainsKey(member), $"{member} is called; say in {nameof(SlackNeeds)} which scopes it needs."));

        string[] needed =
        [
            "commands",
            .. AdapterUse.ApiMembers.SelectMany(member => SlackNeeds.Scopes[member]),
            .. AdapterUse.Events.SelectMany(name => SlackNeeds.Events[name].Scopes),
        ];

        Assert.Equal(needed.Distinct().Order(StringComparer.Ordinal), Manifest.TextsAt("oauth_config.scopes.bot[*]").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Given_the_events_that_are_taken_then_they_are_those_that_Slack_is_asked_for() =>
        Assert.Equal(
            AdapterUse.Events.Select(name => SlackNeeds.Events[name].Name).Order(StringComparer.Ordinal),
            Manifest.TextsAt("settings.event_subscriptions.bot_events[*]").Order(StringComparer.Ordinal));

    [Fact]
    public void Given_the_command_and_the_shortcut_that_are_handled_then_they_are_declared()
    {
        Assert.Equal([SlackActionIds.Command], Manifest.TextsAt("features.slash_commands[*].command"));
        Assert.Equal([SlackActionIds.NoteShortcut], Manifest.TextsAt("features.shortcuts[*].callback_id"));
        Assert.Equal(["message"], Manifest.TextsAt("features.shortcuts[*].type"));
        Assert.Equal(["True", "True", "False"], Manifest.TextsAt("features.app_home.*"));
    }

    [Fact]
    public void Given_the_addresses_then_they_are_the_paths_that_are_mapped_on_one_host()
    {
        Uri[] addresses = [.. Manifest.TextsAt("$..url").Concat(Manifest.TextsAt("$..request_url")).Select(address => new Uri(address))];

        Assert.Equal([SlackPaths.Command, SlackPaths.Event, SlackPaths.Action], addresses.Select(address => address.AbsolutePath));
        Assert.Single(addresses.Select(address => address.Host).Distinct());
    }

    [Fact]
    public void Given_a_scope_then_a_comment_beside_it_says_what_it_is_for()
    {
        string[] scopes = Manifest.TextsAt("oauth_config.scopes.bot[*]");

        Assert.Equal(scopes, CommentedScope().Matches(Manifest.Text).Select(match => match.Groups["scope"].Value));
    }

    [Fact]
    public void Given_Socket_Mode_then_it_is_off_and_the_file_says_how_to_turn_it_on()
    {
        Assert.Equal(["False"], Manifest.TextsAt("settings.socket_mode_enabled"));
        Assert.Contains($"{SlackOptions.Section}:{nameof(SlackOptions.AppToken)}", Manifest.Text, StringComparison.Ordinal);
        Assert.Contains("connections:write", Manifest.Text, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string>> FaultsOf(JObject manifest)
    {
        var rules = await JsonSchema.FromJsonAsync(Manifest.Rules);
        return rules.Validate(manifest.ToString()).Select(fault => $"{fault.Path}: {fault.Kind}");
    }

    [GeneratedRegex(@"^      - (?<scope>[a-z_:]+) # \w.{10,}$", RegexOptions.Multiline)]
    private static partial Regex CommentedScope();
}
