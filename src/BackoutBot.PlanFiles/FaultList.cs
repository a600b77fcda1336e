using BackoutBot.PlanFiles.Yaml;

namespace BackoutBot.PlanFiles;

/// <summary>Gathers the faults of one file, so that reading goes on after the first.</summary>
/// <param name="file">The file, as faults name it.</param>
internal sealed class FaultList(string file)
{
    private readonly List<PlanFault> _faults = [];

    /// <summary>The file, as faults name it.</summary>
    public string File { get; } = file;

    /// <summary>What was found, in the order of the file.</summary>
    public IReadOnlyList<PlanFault> All => [.. _faults.OrderBy(fault => fault.Line).ThenBy(fault => fault.Column)];

    public void Add(Position at, string path, string problem, string fix) =>
        _faults.Add(new PlanFault(File, at.Line, at.Column, path, problem, fix));
}
