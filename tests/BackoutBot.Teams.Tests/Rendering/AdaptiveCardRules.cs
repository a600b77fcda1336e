using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Tests.Rendering;

/// <summary>
/// What Adaptive Cards 1.5 (adaptivecards.io/explorer) and Teams ask of a card, for the elements that we use: whatever is not named here
/// is a fault, so a new element or property has to be looked up first.
/// </summary>
internal static class AdaptiveCardRules
{
    private static readonly string[] Common = ["id", "isVisible", "separator", "spacing"];
    private static readonly string[] AllActions = ["title", "style", "mode", "iconUrl", "tooltip"];

    private static readonly Dictionary<string, (string[] Needed, string[] Allowed)> Types = new(StringComparer.Ordinal)
    {
        ["AdaptiveCard"] = (["body"], ["version", "actions", "refresh", "fallbackText", "msteams"]),
        ["Container"] = (["items"], [.. Common, "style", "bleed"]),
        ["TextBlock"] = (["text"], [.. Common, "style", "size", "weight", "wrap", "color", "isSubtle"]),
        ["RichTextBlock"] = (["inlines"], Common),
        ["TextRun"] = (["text"], ["weight", "color", "isSubtle", "size"]),
        ["ActionSet"] = (["actions"], Common),
        ["Input.Text"] = (["id", "label"], [.. Common, "isMultiline", "isRequired", "maxLength", "errorMessage"]),
        ["Input.ChoiceSet"] = (["id", "label", "choices"], [.. Common, "style", "isRequired", "errorMessage"]),
        ["Action.Execute"] = (["verb", "data"], [.. AllActions, "associatedInputs"]),
        ["Action.ShowCard"] = (["card"], AllActions),
        ["Action.ToggleVisibility"] = (["targetElements"], AllActions),
        ["Action.OpenUrl"] = (["url"], AllActions),
    };

    private static readonly Dictionary<string, string[]> Values = new(StringComparer.Ordinal)
    {
        ["Container.style"] = ["default", "emphasis", "good", "attention", "warning", "accent"],
        ["TextBlock.style"] = ["default", "heading"],
        ["Input.ChoiceSet.style"] = ["compact", "expanded", "filtered"],
        ["Action.style"] = ["default", "positive", "destructive"],
        ["mode"] = ["primary", "secondary"],
        ["associatedInputs"] = ["auto", "none"],
        ["weight"] = ["Default", "Lighter", "Bolder"],
        ["size"] = ["Default", "Small", "Medium", "Large", "ExtraLarge"],
        ["color"] = ["Default", "Dark", "Light", "Accent", "Good", "Warning", "Attention"],
        ["spacing"] = ["Default", "None", "Small", "Medium", "Large", "ExtraLarge", "Padding"],
    };

    public static IReadOnlyList<string> Faults(JObject card)
    {
        List<string> faults = [];
        JObject[] elements = [.. card.DescendantsAndSelf().OfType<JObject>().Where(one => one["type"] is not null)];
        Array.ForEach(elements, element => Check(element, faults));

        if ((string?)card["version"] != "1.5")
        {
            faults.Add("version is not 1.5, which universal actions need in Teams");
        }

        if (string.IsNullOrEmpty((string?)card["fallbackText"]))
        {
            faults.Add("fallbackText is missing");
        }

        if (card["msteams"] is JObject teams && teams.Properties().Any(property => property.Name != "width"))
        {
            faults.Add("msteams has more than a width: entities would be mentions");
        }

        string[] ids = [.. elements.Select(element => (string?)element["id"]).OfType<string>()];
        faults.AddRange(ids.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => $"the id {group.Key} is there {group.Count()} times"));
        faults.AddRange(elements.Where(element => Type(element) == "Action.ToggleVisibility").SelectMany(element => element["targetElements"]!.Values<string>()).Where(target => !ids.Contains(target)).Select(target => $"nothing has the id {target}"));
        faults.AddRange(elements.Where(element => Type(element) == "Action.ShowCard" && element["card"]!["actions"] is JArray inner && inner.Any(action => Type((JObject)action) == "Action.ShowCard")).Select(_ => "a ShowCard is within a ShowCard"));
        foreach (JArray actions in elements.Select(element => element["actions"]).OfType<JArray>())
        {
            if (actions.Count(action => (string?)action["mode"] != "secondary") > 6)
            {
                faults.Add("more than six primary actions");
            }
        }

        if (card["refresh"] is JObject refresh && (Type((JObject)refresh["action"]!) != "Action.Execute" || refresh["userIds"] is JArray { Count: 0 or > 60 }))
        {
            faults.Add("refresh is not an Action.Execute for 1 to 60 users");
        }

        string json = card.ToString(Formatting.None);
        if (Encoding.UTF8.GetByteCount(json) > 28 * 1024 || Encoding.Unicode.GetByteCount(json) > 40 * 1024)
        {
            faults.Add($"{Encoding.UTF8.GetByteCount(json)} bytes of UTF-8, {Encoding.Unicode.GetByteCount(json)} of UTF-16, are too many");
        }

        faults.AddRange(card.Descendants().OfType<JValue>().Where(value => value.Type is JTokenType.String).Select(value => (string)value!).Where(text => !IsWellFormed(text)).Select(_ => "a surrogate stands alone"));
        return faults;
    }

    private static void Check(JObject element, List<string> faults)
    {
        string type = Type(element);
        if (!Types.TryGetValue(type, out (string[] Needed, string[] Allowed) rule))
        {
            faults.Add($"{element.Path}: {type} is not known");
            return;
        }

        faults.AddRange(rule.Needed.Where(name => element[name] is null or JArray { Count: 0 } && name is not "body").Select(name => $"{element.Path}: {type} has no {name}"));
        foreach (JProperty property in element.Properties().Where(property => property.Name != "type"))
        {
            if (!rule.Needed.Contains(property.Name) && !rule.Allowed.Contains(property.Name))
            {
                faults.Add($"{element.Path}: {type} knows no {property.Name}");
            }

            string key = property.Name == "style" ? $"{(type.StartsWith("Action.", StringComparison.Ordinal) ? "Action" : type)}.style" : property.Name;
            if (Values.TryGetValue(key, out string[]? values) && !values.Contains((string?)property.Value))
            {
                faults.Add($"{element.Path}: {property.Value} is no {key}");
            }
        }

        if (type.StartsWith("Action.", StringComparison.Ordinal) && string.IsNullOrWhiteSpace((string?)element["title"]))
        {
            faults.Add($"{element.Path}: an action has no title");
        }

        if (element["isRequired"] is not null && element["errorMessage"] is null)
        {
            faults.Add($"{element.Path}: a needed input does not say so");
        }

        if (type == "Action.Execute" && element["data"] is not JObject)
        {
            faults.Add($"{element.Path}: data is no object");
        }
    }

    private static string Type(JObject element) => (string?)element["type"] ?? "";

    private static bool IsWellFormed(string text)
    {
        for (int index = 0; index < text.Length; index++)
        {
            if (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                index++;
            }
            else if (char.IsSurrogate(text[index]))
            {
                return false;
            }
        }

        return true;
    }
}
