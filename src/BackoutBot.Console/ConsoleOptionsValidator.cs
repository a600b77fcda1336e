using System.Text.RegularExpressions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BackoutBot.Console;

/// <summary>Refuses to start with people that anybody may pose as, unless it is the sandbox. Returns every fault, not the first.</summary>
internal sealed partial class ConsoleOptionsValidator(IHostEnvironment environment) : IValidateOptions<ConsoleOptions>
{
    public ValidateOptionsResult Validate(string? name, ConsoleOptions options)
    {
        const string Key = $"{ConsoleOptions.Section}:{nameof(ConsoleOptions.SandboxPeople)}";
        var faults = new List<string>();
        if (environment.IsSandbox())
        {
            if (options.SandboxPeople.Count == 0)
            {
                faults.Add($"{Key} is empty: name at least one person as whom a visitor of the sandbox acts, such as alice.");
            }

            foreach (var person in options.SandboxPeople.Where(person => !PersonName().IsMatch(person)))
            {
                faults.Add($"{Key} holds '{person}': a person's name is lower-case letters, digits, dots and hyphens, at most 64, beginning with a letter.");
            }

            foreach (var twice in options.SandboxPeople.GroupBy(person => person).Where(group => group.Count() > 1))
            {
                faults.Add($"{Key} holds '{twice.Key}' {twice.Count()} times: name each person once.");
            }
        }
        else if (options.SandboxPeople.Count > 0)
        {
            faults.Add(
                $"{Key} is set in the environment '{environment.EnvironmentName}': there anybody could act as anybody. " +
                "Remove it, or start with DOTNET_ENVIRONMENT=Sandbox.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9.-]{0,63}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PersonName();
}
