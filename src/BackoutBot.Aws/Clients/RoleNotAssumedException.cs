namespace BackoutBot.Aws.Clients;

/// <summary>STS did not let us be who we would have to be, so the call itself was never made.</summary>
public sealed class RoleNotAssumedException : Exception
{
    /// <summary>Names the role.</summary>
    public RoleNotAssumedException(string roleArn, Exception innerException)
        : base($"The role {roleArn} could not be assumed: {innerException.Message}", innerException) => RoleArn = roleArn;

    /// <summary>The role.</summary>
    public string RoleArn { get; }
}
