using BackoutBot.Aws.Resources;

namespace BackoutBot.Aws.Parts.LoadBalancing;

/// <summary>A load balancer's target group.</summary>
/// <param name="Arn">Its ARN.</param>
public sealed record ServiceTargetGroup(string Arn) : AwsResource;
