using Microsoft.Extensions.Options;

namespace BackoutBot.People;

/// <summary>Reports every fault of the <c>People</c> settings.</summary>
internal sealed class PeopleOptionsValidator : IValidateOptions<PeopleOptions>
{
    public ValidateOptionsResult Validate(string? name, PeopleOptions options) =>
        options.Faults().ToArray() is { Length: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
}
