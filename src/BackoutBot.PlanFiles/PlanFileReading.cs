using BackoutBot.Core.Services;

namespace BackoutBot.PlanFiles;

/// <summary>What came of reading one plan file.</summary>
/// <param name="Faults">What is wrong with it.</param>
/// <param name="Name">The service's name; null where it could not be read.</param>
/// <param name="Claims">The resources that it says are its service's; those that could be read.</param>
/// <param name="Service">The service; null where the file has faults.</param>
/// <param name="Content">What the service has at its provider; null where the file has faults.</param>
internal sealed record PlanFileReading(
    FaultList Faults,
    Located<string>? Name,
    IReadOnlyList<Claim> Claims,
    ServiceDefinition? Service,
    object? Content);
