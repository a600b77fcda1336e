namespace BackoutBot.Sandbox.Scenarios;

/// <summary>A scenario file that cannot be used: every fault found, each with its line.</summary>
public sealed class ScenarioException : Exception
{
    public ScenarioException() => Faults = [];

    public ScenarioException(string message) : base(message) => Faults = [message];

    public ScenarioException(string message, Exception innerException) : base(message, innerException) => Faults = [message];

    /// <param name="file">The scenario file.</param>
    /// <param name="faults">One sentence each, beginning with <c>line N:</c>.</param>
    /// <param name="cause">What the parser threw, if it was the parser.</param>
    public ScenarioException(string file, IReadOnlyList<string> faults, Exception? cause = null)
        : base($"The scenario {file} can't be used:{string.Concat(faults.Select(f => $"{Environment.NewLine}  {f}"))}", cause)
        => Faults = faults;

    public IReadOnlyList<string> Faults { get; }
}
