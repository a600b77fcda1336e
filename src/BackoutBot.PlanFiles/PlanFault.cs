namespace BackoutBot.PlanFiles;

/// <summary>One thing that is wrong with a plan file.</summary>
/// <param name="File">The file, as it was asked for.</param>
/// <param name="Line">1 for the first line.</param>
/// <param name="Column">1 for the first column.</param>
/// <param name="Path">Where in the file's structure, such as <c>aws.dns[0].zone</c>; empty for the whole file.</param>
/// <param name="Problem">What is wrong: one sentence without its full stop.</param>
/// <param name="Fix">What to do about it: one sentence without its full stop.</param>
public sealed record PlanFault(string File, int Line, int Column, string Path, string Problem, string Fix)
{
    /// <summary>The fault as compilers and editors spell positions: <c>file:line:column: path: problem. Fix: …</c>.</summary>
    public override string ToString() =>
        $"{File}:{Line}:{Column}: {(Path.Length == 0 ? string.Empty : Path + ": ")}{Problem}. Fix: {Fix}.";
}
