using Microsoft.Extensions.Options;

namespace BackoutBot.PlanFiles;

/// <summary>Validates by the attributes of the options; generated, so that start needs no reflection.</summary>
[OptionsValidator]
internal sealed partial class PlanFilesOptionsValidator : IValidateOptions<PlanFilesOptions>;
