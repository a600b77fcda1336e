namespace BackoutBot.PlanFiles.Sections;

/// <summary>An entry of <c>rollback</c> as it is written: a step, or a bracket around the entries that it lists.</summary>
internal sealed record RollbackEntry(
    Section Section,
    Located<string>? Id,
    Located<string>? Action,
    Located<string>? Resource,
    IReadOnlyDictionary<string, Located<string>> Parameters,
    IReadOnlyList<Located<string>> After,
    IReadOnlyList<RollbackEntry> Around)
{
    private const string AroundKey = "around";

    /// <summary>Whether it lists steps, be they right or wrong.</summary>
    public bool HasAround => Section.Has(AroundKey);

    /// <summary>The entries inside it, at any depth.</summary>
    public IEnumerable<RollbackEntry> Inside => Around.SelectMany(entry => entry.Inside.Prepend(entry));

    /// <param name="section">The entry.</param>
    /// <param name="provider">Whose actions it may name.</param>
    /// <param name="anAction">How the name of an action or bracket looks.</param>
    public static RollbackEntry Read(Section section, IPlanSection provider, TextRule anAction)
    {
        Located<string>? id = section.Text("id", TextRules.Step, "The step's name, unique in the file.");
        Located<string>? action = section.Text("action", anAction, $"What the step does; the file must have the part of {provider.Key} that the action works on.");
        Located<string>? resource = section.OptionalText("resource", TextRules.Any, "The name of the resource that it works on; all that the action can work on where the key is missing.");
        IReadOnlyDictionary<string, Located<string>> parameters = section.Parameters("with", "How the action is to do it, by the parameters of the action.");
        IReadOnlyList<Located<string>> after = section.Texts("after", TextRules.Step, "The steps that must have ended well before this one starts.");
        RollbackEntry[] around =
        [
            .. section.ChildrenAsIn(AroundKey, "rollback", "The steps that stand inside what the action puts up before them and takes down after them.")
                .Select(inner => Read(inner, provider, anAction)),
        ];
        section.Close();
        return new RollbackEntry(section, id, action, resource, parameters, after, around);
    }

    /// <summary>Reports a fault with the list of steps inside.</summary>
    public void FaultAround(string problem, string fix) => Section.Fault(AroundKey, problem, fix);
}
