using System.Text.Json;

namespace BackoutBot.Aws.Events;

/// <summary>Reads members of events that are not always of the type that their documentation says.</summary>
internal static class EventJson
{
    /// <summary>The member as text, be it a string or a number; null where it is anything else, empty or missing.</summary>
    public static string? Text(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var member))
        {
            return null;
        }

        return member.ValueKind switch
        {
            JsonValueKind.String when member.GetString() is { Length: > 0 } text => text,
            JsonValueKind.Number => member.GetRawText(),
            _ => null,
        };
    }

    /// <summary>The member as an object, also where it is a string that holds one; an undefined element where it is neither.</summary>
    public static JsonElement Object(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var member))
        {
            return default;
        }

        if (member.ValueKind == JsonValueKind.String)
        {
            try
            {
                member = JsonElement.Parse(member.GetString()!);
            }
            catch (JsonException)
            {
                return default;
            }
        }

        return member.ValueKind == JsonValueKind.Object ? member : default;
    }

    /// <summary>The elements of a member that is an array; none where it is not.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Array
            ? member.EnumerateArray()
            : [];
}
