using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Sns;

namespace BackoutBot.Hosting.Sandbox;

/// <summary>What is different where a simulated account stands in for AWS. None of it exists in any other environment.</summary>
internal static class SandboxMode
{
    /// <summary>The environment's name.</summary>
    public const string Environment = "Sandbox";

    /// <summary>The environment that the arguments ask for; null leaves it to the environment's variables.</summary>
    /// <exception cref="SettingsException">A sandbox is named for an environment that is not the sandbox.</exception>
    public static string? EnvironmentOf(HostArguments arguments)
    {
        if (arguments.Sandbox is null)
        {
            return arguments.Environment;
        }

        if (arguments.Environment is { } environment && environment != Environment)
        {
            throw new SettingsException($"--sandbox and --environment {environment} contradict each other: leave one of them out.");
        }

        return Environment;
    }

    /// <summary>Sends everything that would go to AWS to the sandbox.</summary>
    public static Dictionary<string, string?> SettingsFor(Uri sandbox) => new(StringComparer.OrdinalIgnoreCase)
    {
        [$"{SandboxSettings.Section}:{nameof(SandboxSettings.Url)}"] = sandbox.ToString(),
        [$"{AwsOptions.Section}:{nameof(AwsOptions.ServiceUrl)}"] = sandbox.ToString(),
        [$"{SnsOptions.Section}:{nameof(SnsOptions.CertificateOrigin)}"] = sandbox.ToString(),
        [$"{SnsOptions.Section}:{nameof(SnsOptions.TrustedCaUrl)}"] = new Uri(sandbox, "/_sandbox/ca.pem").ToString(),
    };
}
