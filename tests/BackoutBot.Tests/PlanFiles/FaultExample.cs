namespace BackoutBot.Tests.PlanFiles;

/// <summary>A slip in an otherwise valid plan file, and what must be said of it.</summary>
/// <param name="Name">What the slip is.</param>
/// <param name="Find">A part of <c>full.yaml</c>.</param>
/// <param name="Replace">What stands there instead; the mark <c>▶</c> is where the fault is.</param>
/// <param name="Problem">A part of the message's problem.</param>
/// <param name="Fix">A part of the message's fix.</param>
/// <param name="SchemaSees">Whether a JSON schema can refuse it too: it can't where the fault lies between values.</param>
public sealed record FaultExample(string Name, string Find, string Replace, string Problem, string Fix, bool SchemaSees = true)
{
    private const char Mark = '▶';

    /// <summary>Where the fault is when the replacement has no mark: the last place of this text.</summary>
    public string? At { get; init; }

    /// <summary>How many more faults follow from the same slip.</summary>
    public int More { get; init; }

    /// <summary>Where the parser of YAML itself gives up is its own affair.</summary>
    public bool Anywhere { get; init; }

    /// <summary>What is added at the end of the file.</summary>
    public string Append { get; init; } = string.Empty;

    /// <summary>What stands there once somebody has done what the fix says; as long as nothing else is said, what stood there before the slip.</summary>
    public string? Mended { get; init; }

    /// <summary>What stands elsewhere, and what stands there once somebody has done what the fix says; null where nothing does.</summary>
    public (string Find, string Replace)? MendedToo { get; init; }

    /// <summary>The whole file once somebody has done what the fix says.</summary>
    public string MendedFile()
    {
        string mended = Plans.Full.Replace(Find, Mended ?? Find, StringComparison.Ordinal);
        return MendedToo is var (find, replace) ? mended.Replace(find, replace, StringComparison.Ordinal) : mended;
    }

    /// <summary>The whole file with the slip in it, and where the fault stands.</summary>
    public (string Text, int Line, int Column) File()
    {
        int at = Plans.Full.IndexOf(Find, StringComparison.Ordinal);
        Assert.True(at >= 0, $"full.yaml has no '{Find}' any more");
        string marked = Plans.Full.Remove(at, Find.Length).Insert(at, Replace) + Append;
        int mark = At is null ? marked.IndexOf(Mark, StringComparison.Ordinal) : marked.LastIndexOf(At, StringComparison.Ordinal);
        Assert.True(mark >= 0, "the example does not say where its fault is");
        string before = marked[..mark];
        return (marked.Replace(Mark.ToString(), string.Empty, StringComparison.Ordinal), before.Count(letter => letter == '\n') + 1, mark - before.LastIndexOf('\n'));
    }

    /// <inheritdoc />
    public override string ToString() => Name;
}
