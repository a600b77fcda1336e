using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BackoutBot.Aws.Sns;

/// <summary>Says every fault of the options at once, before anything is accepted.</summary>
internal sealed class SnsOptionsValidator(IHostEnvironment environment) : IValidateOptions<SnsOptions>
{
    public ValidateOptionsResult Validate(string? name, SnsOptions options)
    {
        var faults = new List<string>();
        foreach (var integration in options.Integrations)
        {
            if (string.IsNullOrWhiteSpace(integration) || Uri.EscapeDataString(integration) != integration)
            {
                faults.Add($"Sns:Integrations holds '{integration}', which can't be a segment of a path. Use letters, digits, '-', '.', '_' and '~'.");
            }
        }

        foreach (var version in options.SignatureVersions ?? [])
        {
            if (version is not ("1" or "2"))
            {
                faults.Add($"Sns:SignatureVersions holds '{version}'. SNS knows '1' and '2'; use '2' alone wherever the topics can be set to it.");
            }
        }

        if (options.MaxBodyBytes is < 1024 or > 16 * 1024 * 1024)
        {
            faults.Add($"Sns:MaxBodyBytes is {options.MaxBodyBytes}. Give 1024 to 16777216 bytes; SNS sends little more than 262144.");
        }

        if (options.MaxAge <= TimeSpan.Zero || options.MaxAge > TimeSpan.FromDays(14))
        {
            faults.Add($"Sns:MaxAge is {options.MaxAge}. Give more than zero and at most 14 days, the longest that a dead-letter queue keeps a message.");
        }

        if (options.ClockSkew < TimeSpan.Zero || options.ClockSkew > TimeSpan.FromMinutes(15))
        {
            faults.Add($"Sns:ClockSkew is {options.ClockSkew}. Give zero to 15 minutes.");
        }

        OnlyInSandbox(faults, nameof(options.CertificateOrigin), options.CertificateOrigin is not null);
        OnlyInSandbox(faults, nameof(options.TrustedCaUrl), options.TrustedCaUrl is not null);
        OnlyInSandbox(faults, nameof(options.TrustedCaPem), !string.IsNullOrEmpty(options.TrustedCaPem));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private void OnlyInSandbox(List<string> faults, string option, bool isSet)
    {
        if (isSet && !environment.IsEnvironment(AwsEnvironments.Sandbox))
        {
            faults.Add($"Sns:{option} is set, and the environment is '{environment.EnvironmentName}'. It decides whose signatures are believed, so it works in the environment '{AwsEnvironments.Sandbox}' only. Remove it.");
        }
    }
}
