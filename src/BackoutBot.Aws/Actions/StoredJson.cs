using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BackoutBot.Aws.Actions;

/// <summary>Reads what a part wrote down earlier.</summary>
internal static class StoredJson
{
    /// <summary>The value, or false where the text is of another form, such as that of another part.</summary>
    public static bool TryReadAs<T>(this JsonElement element, JsonTypeInfo<T> type, [NotNullWhen(true)] out T? value)
        where T : class
    {
        try
        {
            value = element.Deserialize(type);
        }
        catch (JsonException)
        {
            value = null;
        }

        return value is not null;
    }
}
