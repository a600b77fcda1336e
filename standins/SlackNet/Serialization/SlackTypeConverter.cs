using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SlackNet;

/// <summary>
/// Reads an object into the class that its <c>type</c>, and after it its <c>subtype</c>, name. What can't be read (a type that is
/// not known, a member of another shape) becomes null, as in the library itself: Slack adds types at any time.
/// </summary>
internal sealed class SlackTypeConverter : JsonConverter
{
    public override bool CanWrite => false;

    public override bool CanConvert(Type objectType) =>
        objectType.Assembly == typeof(SlackTypeConverter).Assembly && (objectType.IsClass || objectType.IsInterface);

    public override object ReadJson(JsonReader reader, Type objectType, object existingValue, JsonSerializer serializer)
    {
        var token = JToken.Load(reader);
        if (token is not JObject json)
        {
            return null;
        }

        var named = SlackTypes.Find(objectType, TextOf(json["type"]));
        var target = SlackTypes.Find(named, TextOf(json["subtype"]));
        if (target.IsAbstract)
        {
            return null;
        }

        try
        {
            var value = New(target);
            serializer.Populate(json.CreateReader(), value);
            return value;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public override void WriteJson(JsonWriter writer, object value, JsonSerializer serializer) =>
        throw new NotSupportedException("Objects are written by their contract.");

    // Texts are made with what they say, which may be left out.
    private static object New(Type type)
    {
        var constructor = type.GetConstructors().MinBy(candidate => candidate.GetParameters().Length);
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.DefaultValue)]);
    }

    private static string TextOf(JToken token) => token is JValue { Value: string text } ? text : null;
}
