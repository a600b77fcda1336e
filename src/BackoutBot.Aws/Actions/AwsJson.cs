using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace BackoutBot.Aws.Actions;

/// <summary>How captured states, the input of steps and handles are written. They live in the journal, so members are added and never renamed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CapturedRelease))]
[JsonSerializable(typeof(CapturedRecord))]
[JsonSerializable(typeof(StopInput))]
[JsonSerializable(typeof(RedeployInput))]
[JsonSerializable(typeof(RecordsInput))]
[JsonSerializable(typeof(MaintenanceInput))]
[JsonSerializable(typeof(DeploymentHandle))]
[JsonSerializable(typeof(RecordsHandle))]
internal sealed partial class AwsJson : JsonSerializerContext
{
    /// <summary>The value, or false where the text is of another form, such as that of another action.</summary>
    public static bool TryRead<T>(JsonElement element, JsonTypeInfo<T> type, [NotNullWhen(true)] out T? value)
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
