using System.Runtime.CompilerServices;

namespace BackoutBot.Tests.PlanFiles;

/// <summary>The plan files that the tests stand on.</summary>
internal static class Plans
{
    /// <summary>A plan file that uses every key.</summary>
    public static string Full { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "PlanFiles", "full.yaml"));

    public static string Rollback { get; } = Full[Full.IndexOf("rollback:", StringComparison.Ordinal)..];

    public static string Maintenance { get; } = Full[Full.IndexOf("  maintenance:", StringComparison.Ordinal)..Full.IndexOf("rollback:", StringComparison.Ordinal)];

    public static string FromTargetGroups { get; } = Full[Full.IndexOf("  targetGroups:", StringComparison.Ordinal)..Full.IndexOf("rollback:", StringComparison.Ordinal)];

    /// <summary>The root of the repository, from where this file was compiled.</summary>
    public static string Repository([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
