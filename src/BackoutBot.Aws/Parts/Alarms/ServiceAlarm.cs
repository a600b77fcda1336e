using BackoutBot.Aws.Resources;

namespace BackoutBot.Aws.Parts.Alarms;

/// <summary>A CloudWatch alarm, metric, composite or log.</summary>
/// <param name="Name">Its name.</param>
public sealed record ServiceAlarm(string Name) : AwsResource;
