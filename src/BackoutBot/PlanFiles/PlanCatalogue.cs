using System.Collections.Frozen;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;

namespace BackoutBot.PlanFiles;

/// <summary>
/// The services of the plan files. A file with a fault is left out and listed in <see cref="Faults"/>: a slip in one service's file
/// must not keep another service from being backed out.
/// </summary>
public sealed class PlanCatalogue : IServiceCatalogue, IAwsResourceCatalogue
{
    private readonly FrozenDictionary<ServiceId, ServiceDefinition> _byId;
    private readonly FrozenDictionary<ServiceId, AwsServiceResources> _resources;

    internal PlanCatalogue(string source, IReadOnlyList<PlanFileReading> files, IReadOnlyList<PlanFault> faults)
    {
        Source = source;
        Faults = faults;
        FileCount = files.Count;
        HashSet<string> faulty = [.. faults.Select(fault => fault.File)];
        PlanFileReading[] valid = [.. files.Where(file => file.Service is not null && !faulty.Contains(file.Faults.File))];
        All = [.. valid.Select(file => file.Service!).OrderBy(service => service.Id.Value, StringComparer.Ordinal)];
        _byId = All.ToFrozenDictionary(service => service.Id);
        _resources = valid.ToFrozenDictionary(file => file.Service!.Id, file => file.Resources!);
    }

    /// <summary>The folder or file that was read.</summary>
    public string Source { get; }

    /// <summary>How many files were read.</summary>
    public int FileCount { get; }

    /// <summary>Everything that is wrong, in all files, by file and line; empty where all is well.</summary>
    public IReadOnlyList<PlanFault> Faults { get; }

    /// <inheritdoc />
    public IReadOnlyList<ServiceDefinition> All { get; }

    /// <inheritdoc />
    IReadOnlyDictionary<ServiceId, AwsServiceResources> IAwsResourceCatalogue.All => _resources;

    /// <inheritdoc />
    public ServiceDefinition? Find(ServiceId id) => _byId.GetValueOrDefault(id);
}
