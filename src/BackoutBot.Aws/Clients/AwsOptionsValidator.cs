using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BackoutBot.Aws.Clients;

/// <summary>Says every fault of the options at once, before AWS is called.</summary>
internal sealed class AwsOptionsValidator(IHostEnvironment environment) : IValidateOptions<AwsOptions>
{
    public ValidateOptionsResult Validate(string? name, AwsOptions options)
    {
        var faults = new List<string>();
        OnlyInSandbox(faults, nameof(options.ServiceUrl), options.ServiceUrl is not null);
        OnlyInSandbox(faults, nameof(options.AccessKey), !string.IsNullOrEmpty(options.AccessKey));
        OnlyInSandbox(faults, nameof(options.SecretKey), !string.IsNullOrEmpty(options.SecretKey));
        if (string.IsNullOrEmpty(options.AccessKey) != string.IsNullOrEmpty(options.SecretKey))
        {
            faults.Add("Aws:AccessKey and Aws:SecretKey go together. Set both or none.");
        }

        if (options.CallTimeout < TimeSpan.FromSeconds(1) || options.CallTimeout > TimeSpan.FromMinutes(2))
        {
            faults.Add($"Aws:CallTimeout is {options.CallTimeout}. Give one second to two minutes.");
        }

        if (options.ReadRetries is < 0 or > 10)
        {
            faults.Add($"Aws:ReadRetries is {options.ReadRetries}. Give 0 to 10.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private void OnlyInSandbox(List<string> faults, string option, bool isSet)
    {
        if (isSet && !environment.IsEnvironment(AwsEnvironments.Sandbox))
        {
            faults.Add($"Aws:{option} is set, and the environment is '{environment.EnvironmentName}'. It works in the environment '{AwsEnvironments.Sandbox}' only: elsewhere AWS is AWS, and the SDK finds the credentials of the machine's role. Remove it.");
        }
    }
}
