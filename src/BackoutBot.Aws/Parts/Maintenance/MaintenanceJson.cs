using System.Text.Json.Serialization;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>How what this part captures, plans and starts is written. It lives in the journal, so members are added and never renamed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MaintenanceInput))]
[JsonSerializable(typeof(MaintenanceHandle))]
internal sealed partial class MaintenanceJson : JsonSerializerContext;
