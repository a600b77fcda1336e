using System.Collections.Frozen;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;

namespace BackoutBot.PlanFiles;

/// <summary>
/// The services of the plan files. A file with a fault is left out and listed in <see cref="Faults"/>: a slip in one service's file
/// must not keep another service from being backed out.
/// </summary>
public sealed class PlanCatalogue : IServiceCatalogue
{
    private readonly FrozenDictionary<ServiceId, ServiceDefinition> _byId;
    private readonly FrozenDictionary<ServiceId, object> _content;

    internal PlanCatalogue(string source, IReadOnlyList<PlanFileReading> files, IReadOnlyList<PlanFault> faults)
    {
        Source = source;
        Faults = faults;
        FileCount = files.Count;
        HashSet<string> faulty = [.. faults.Select(fault => fault.File)];
        PlanFileReading[] valid = [.. files.Where(file => file.Service is not null && !faulty.Contains(file.Faults.File))];
        All = [.. valid.Select(file => file.Service!).OrderBy(service => service.Id.Value, StringComparer.Ordinal)];
        _byId = All.ToFrozenDictionary(service => service.Id);
        _content = valid.ToFrozenDictionary(file => file.Service!.Id, file => file.Content!);
    }

    /// <summary>The folder or file that was read.</summary>
    public string Source { get; }

    /// <summary>How many files were read.</summary>
    public int FileCount { get; }

    /// <summary>Everything that is wrong, in all files, by file and line; empty where all is well.</summary>
    public IReadOnlyList<PlanFault> Faults { get; }

    /// <inheritdoc />
    public IReadOnlyList<ServiceDefinition> All { get; }

    /// <summary>What each service has at its provider.</summary>
    /// <typeparam name="T">The provider's own type of it.</typeparam>
    public IReadOnlyDictionary<ServiceId, T> ContentOf<T>() =>
        _content.Where(entry => entry.Value is T).ToFrozenDictionary(entry => entry.Key, entry => (T)entry.Value);

    /// <inheritdoc />
    public ServiceDefinition? Find(ServiceId id) => _byId.GetValueOrDefault(id);
}
