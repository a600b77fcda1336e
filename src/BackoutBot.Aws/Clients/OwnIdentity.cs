namespace BackoutBot.Aws.Clients;

/// <summary>Who the bot itself is on AWS.</summary>
internal static class OwnIdentity
{
    /// <summary>The principal that a role's trust policy names to let somebody in.</summary>
    /// <param name="arn">As GetCallerIdentity tells it. Of a session, <c>arn:aws:sts::123456789012:assumed-role/NAME/SESSION</c>, it is the role, without its path, which no session tells.</param>
    public static string PrincipalOf(string arn) =>
        arn.Split(':', '/') is ["arn", var partition, "sts", _, var account, "assumed-role", var name, ..] ? $"arn:{partition}:iam::{account}:role/{name}" : arn;
}
