using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Serialization;

namespace SlackNet;

/// <summary>Enumerations by their snake_case names; a name that is not known is read as the default value, since Slack adds new ones.</summary>
internal sealed class EnumNameConverter() : StringEnumConverter(new SnakeCaseNamingStrategy(), allowIntegerValues: false)
{
    public override object ReadJson(JsonReader reader, Type objectType, object existingValue, JsonSerializer serializer)
    {
        try
        {
            return base.ReadJson(reader, objectType, existingValue, serializer);
        }
        catch (JsonSerializationException)
        {
            return objectType.IsEnum ? Activator.CreateInstance(objectType) : null;
        }
    }
}
