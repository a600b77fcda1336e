namespace BackoutBot.Aws.Resources;

/// <summary>An account and region in which a service has something, with the roles to assume there.</summary>
/// <param name="Name">The name by which the plan file's resources refer to it.</param>
/// <param name="Id">The 12-digit account id.</param>
/// <param name="Region">The region, such as <c>eu-west-1</c>.</param>
/// <param name="Roles">The roles to assume.</param>
public sealed record AwsAccount(string Name, string Id, string Region, AwsRoles Roles);
