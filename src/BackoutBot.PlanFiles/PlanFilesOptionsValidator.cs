using Microsoft.Extensions.Options;

namespace BackoutBot.PlanFiles;

/// <summary>Reports every fault of the <c>Plans</c> settings; what stands in the folder is reported by reading it.</summary>
internal sealed class PlanFilesOptionsValidator : IValidateOptions<PlanFilesOptions>
{
    public ValidateOptionsResult Validate(string? name, PlanFilesOptions options) =>
        string.IsNullOrWhiteSpace(options.Folder)
            ? ValidateOptionsResult.Fail("Plans:Folder is empty: name the folder of the plan files.")
            : ValidateOptionsResult.Success;
}
