using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Tests.Manifests;

/// <summary>
/// The rules of the published manifest schema 1.22 (developer.microsoft.com/json-schemas/teams/v1.22) for what our manifest uses: which
/// names there may be, which must be, and how long texts may get. The schema takes no other names, and neither do these rules.
/// </summary>
internal static partial class ManifestRules
{
    private static readonly Dictionary<string, (string[] Needed, string[] Allowed)> Objects = new(StringComparer.Ordinal)
    {
        [""] = (["manifestVersion", "version", "id", "developer", "name", "description", "icons", "accentColor"], ["$schema", "bots", "permissions", "defaultInstallScope", "defaultGroupCapability", "validDomains", "authorization", "webApplicationInfo"]),
        ["developer"] = (["name", "websiteUrl", "privacyUrl", "termsOfUseUrl"], ["mpnId"]),
        ["name"] = (["short"], ["full"]),
        ["description"] = (["short", "full"], []),
        ["icons"] = (["outline", "color"], ["color32x32"]),
        ["defaultGroupCapability"] = ([], ["team", "groupchat", "meetings"]),
        ["bots[]"] = (["botId", "scopes"], ["needsChannelSelector", "isNotificationOnly", "supportsFiles", "supportsCalling", "supportsVideo", "commandLists"]),
        ["bots[].commandLists[]"] = (["scopes", "commands"], []),
        ["bots[].commandLists[].commands[]"] = (["title", "description"], []),
    };

    private static readonly Dictionary<string, int> Longest = new(StringComparer.Ordinal)
    {
        ["version"] = 256,
        ["developer.name"] = 32,
        ["name.short"] = 30,
        ["name.full"] = 100,
        ["description.short"] = 80,
        ["description.full"] = 4_000,
        ["bots[].commandLists[].commands[].title"] = 32,
        ["bots[].commandLists[].commands[].description"] = 128,
        ["developer.websiteUrl"] = 2_048,
        ["developer.privacyUrl"] = 2_048,
        ["developer.termsOfUseUrl"] = 2_048,
    };

    private static readonly Dictionary<string, int> Most = new(StringComparer.Ordinal)
    {
        ["bots"] = 1,
        ["bots[].scopes"] = 3,
        ["bots[].commandLists"] = 3,
        ["bots[].commandLists[].scopes"] = 3,
        ["bots[].commandLists[].commands"] = 10,
    };

    private static readonly Dictionary<string, Regex> Shapes = new(StringComparer.Ordinal)
    {
        ["id"] = Guid(),
        ["bots[].botId"] = Guid(),
        ["version"] = Version(),
        ["manifestVersion"] = SchemaVersion(),
        ["$schema"] = SchemaAddress(),
        ["accentColor"] = Color(),
        ["developer.websiteUrl"] = Https(),
        ["developer.privacyUrl"] = Https(),
        ["developer.termsOfUseUrl"] = Https(),
        ["icons.color"] = File(),
        ["icons.outline"] = File(),
        ["defaultInstallScope"] = Scope(),
        ["defaultGroupCapability.team"] = Capability(),
        ["defaultGroupCapability.groupchat"] = Capability(),
        ["bots[].scopes[]"] = Scope(),
        ["bots[].commandLists[].scopes[]"] = Scope(),
        ["permissions[]"] = Permission(),
    };

    public static IReadOnlyList<string> Faults(JObject manifest)
    {
        List<string> faults = [];
        foreach (JToken token in manifest.DescendantsAndSelf())
        {
            string path = Index().Replace(token.Path, "[]");
            switch (token)
            {
                case JObject one when Objects.TryGetValue(path, out (string[] Needed, string[] Allowed) rule):
                    faults.AddRange(rule.Needed.Where(name => one[name] is null).Select(name => $"{path}: {name} is missing"));
                    faults.AddRange(one.Properties().Select(property => property.Name).Except([.. rule.Needed, .. rule.Allowed]).Select(name => $"{path}: {name} is not known"));
                    break;
                case JObject:
                    faults.Add($"{path} is not known");
                    break;
                case JArray many when Most.TryGetValue(path, out int most) && many.Count > most:
                    faults.Add($"{path}: {many.Count} are more than {most}");
                    break;
                case JValue { Type: JTokenType.String } text:
                    Check(path, (string)text!, faults);
                    break;
                default:
                    break;
            }
        }

        return faults;
    }

    private static void Check(string path, string text, List<string> faults)
    {
        if (Longest.TryGetValue(path, out int longest) && text.Length > longest)
        {
            faults.Add($"{path}: {text.Length} characters are more than {longest}");
        }

        if (Shapes.TryGetValue(path, out Regex? shape) && !shape.IsMatch(text))
        {
            faults.Add($"{path}: '{text}' has not the right shape");
        }

        if (text.Length == 0 || text.Contains("${", StringComparison.Ordinal))
        {
            faults.Add($"{path} was not filled in");
        }
    }

    [GeneratedRegex(@"\[[0-9]+\]", RegexOptions.None, 1000)]
    private static partial Regex Index();

    [GeneratedRegex("^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Guid();

    [GeneratedRegex(@"^([0-9]|[1-9][0-9]*)\.([0-9]|[1-9][0-9]*)\.([0-9]|[1-9][0-9]*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Version();

    [GeneratedRegex(@"^1\.22$", RegexOptions.None, 1000)]
    private static partial Regex SchemaVersion();

    [GeneratedRegex(@"^https://developer\.microsoft\.com/json-schemas/teams/v1\.22/MicrosoftTeams\.schema\.json$", RegexOptions.None, 1000)]
    private static partial Regex SchemaAddress();

    [GeneratedRegex("^#[0-9a-fA-F]{6}$", RegexOptions.None, 1000)]
    private static partial Regex Color();

    [GeneratedRegex("^https://[^/]+/", RegexOptions.None, 1000)]
    private static partial Regex Https();

    [GeneratedRegex(@"^[a-z0-9]+\.png$", RegexOptions.None, 1000)]
    private static partial Regex File();

    [GeneratedRegex("^(team|personal|groupChat)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Scope();

    [GeneratedRegex("^bot$", RegexOptions.None, 1000)]
    private static partial Regex Capability();

    [GeneratedRegex("^(identity|messageTeamMembers)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Permission();
}
