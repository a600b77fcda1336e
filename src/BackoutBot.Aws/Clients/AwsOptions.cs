namespace BackoutBot.Aws.Clients;

/// <summary>How AWS is called. Section <c>Aws</c> of the configuration.</summary>
public sealed class AwsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Aws";

    /// <summary>Sandbox only: the one address that stands for every AWS service.</summary>
    public Uri? ServiceUrl { get; set; }

    /// <summary>Sandbox only: the access key id to assume the roles with. Elsewhere the SDK's own chain finds the credentials.</summary>
    public string? AccessKey { get; set; }

    /// <summary>Sandbox only: the secret that goes with <see cref="AccessKey"/>.</summary>
    public string? SecretKey { get; set; }

    /// <summary>How long one call may take. Default 10 seconds.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a read is tried again when throttled or cut off. Default 2. What changes something is never tried again blindly.</summary>
    public int ReadRetries { get; set; } = 2;
}
