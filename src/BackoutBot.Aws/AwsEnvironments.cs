namespace BackoutBot.Aws;

/// <summary>Names of host environments that change what the adapter allows.</summary>
public static class AwsEnvironments
{
    /// <summary>The only environment in which AWS may be something other than AWS.</summary>
    public const string Sandbox = "Sandbox";
}
