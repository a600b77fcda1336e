using System.Text.Json.Serialization;
using BackoutBot.Aws.Parts.CodeDeploy;

namespace BackoutBot.Aws.Actions;

/// <summary>How captured states, the input of steps and handles are written. They live in the journal, so members are added and never renamed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CapturedRelease))]
[JsonSerializable(typeof(StopInput))]
[JsonSerializable(typeof(RedeployInput))]
[JsonSerializable(typeof(MaintenanceInput))]
[JsonSerializable(typeof(DeploymentHandle))]
internal sealed partial class AwsJson : JsonSerializerContext;
