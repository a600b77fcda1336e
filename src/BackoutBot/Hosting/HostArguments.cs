namespace BackoutBot.Hosting;

/// <summary>What the command line says of how to run. What is null is left to the settings.</summary>
/// <param name="Urls">Where to listen.</param>
/// <param name="Environment">The environment's name; <c>Sandbox</c> where <paramref name="Sandbox"/> is given.</param>
/// <param name="SettingsFile">A JSON file of settings over the shipped ones.</param>
/// <param name="PlansFolder">The folder of the plan files.</param>
/// <param name="DataFolder">The folder of the journal.</param>
/// <param name="Sandbox">The address of a sandbox that stands in for AWS.</param>
public sealed record HostArguments(
    string? Urls = null,
    string? Environment = null,
    string? SettingsFile = null,
    string? PlansFolder = null,
    string? DataFolder = null,
    Uri? Sandbox = null);
