using System.Runtime.InteropServices;

namespace BackoutBot.PlanFiles.Yaml;

/// <summary>A place in a file; both count from 1.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Position(int Line, int Column)
{
    /// <summary>Where a file begins.</summary>
    public static Position Start { get; } = new(1, 1);
}
