using System.Text.Json.Serialization;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>How what this part captures, plans and starts is written. It lives in the journal, so members are added and never renamed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CapturedRelease))]
[JsonSerializable(typeof(StopInput))]
[JsonSerializable(typeof(RedeployInput))]
[JsonSerializable(typeof(DeploymentHandle))]
internal sealed partial class CodeDeployJson : JsonSerializerContext;
