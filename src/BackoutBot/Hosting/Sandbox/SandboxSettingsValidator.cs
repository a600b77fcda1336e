using Microsoft.Extensions.Options;

namespace BackoutBot.Hosting.Sandbox;

/// <summary>Holds apart what is simulated and what is real: neither may run with the other's settings.</summary>
internal sealed class SandboxSettingsValidator(IHostEnvironment environment) : IValidateOptions<SandboxSettings>
{
    public ValidateOptionsResult Validate(string? name, SandboxSettings options)
    {
        string[] faults = [.. environment.IsEnvironment(SandboxMode.Environment) ? InSandbox(options) : Elsewhere(options)];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> InSandbox(SandboxSettings options)
    {
        // Without it the bot would turn to AWS itself, with people that anybody may pose as.
        if (options.Url is null)
        {
            yield return "Sandbox:Url is missing: start with --sandbox and the address of a running sandbox.";
        }

        if (options.Crash is { } crash && CrashPoint.Parse(crash) is null)
        {
            yield return $"{SandboxSettings.CrashVariable} is '{crash}': {CrashPoint.Format}.";
        }
    }

    private IEnumerable<string> Elsewhere(SandboxSettings options)
    {
        if (options.Url is not null)
        {
            yield return $"Sandbox:Url is set in the environment '{environment.EnvironmentName}': remove it, or start with --sandbox.";
        }

        if (options.Crash is not null)
        {
            yield return $"{SandboxSettings.CrashVariable} is set in the environment '{environment.EnvironmentName}': remove it, crashes are injected in the sandbox only.";
        }
    }
}
