namespace BackoutBot.Aws.Resources;

/// <summary>The two roles that the bot assumes for a service.</summary>
/// <param name="Read">ARN of the role for checks and observation.</param>
/// <param name="Write">ARN of the role for approved steps.</param>
/// <param name="ExternalId">The external id that the roles' trust asks for; null where none.</param>
public sealed record AwsRoles(string Read, string Write, string? ExternalId);
