using BackoutBot.Core.Backouts;
using BackoutBot.Core.StateMachines;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Tests.StateMachines;

public sealed class DiagramTests
{
    /// <summary>Set to write the docs' copies anew instead of comparing them.</summary>
    private static bool Renew => Environment.GetEnvironmentVariable("BACKOUTBOT_RENEW_DOCS") == "1";

    [Theory]
    [InlineData("backout")]
    [InlineData("step")]
    public void Given_the_docs_diagram_when_compared_with_the_machine_then_it_is_fresh(string name)
    {
        string exported = MachineDiagram.Mermaid(name == "backout" ? BackoutMachine.Info : StepMachine.Info);
        string path = Path.Combine(Repository.Root, "docs", "architecture.md");
        string docs = File.ReadAllText(path);
        string begin = $"<!-- generated: {name} machine -->\n```mermaid\n";
        const string End = "\n```\n<!-- end -->";
        int from = docs.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        int to = docs.IndexOf(End, from, StringComparison.Ordinal);
        Assert.True(from > begin.Length && to >= from, $"docs/architecture.md has no place for the {name} machine's diagram.");

        if (Renew)
        {
            File.WriteAllText(path, docs[..from] + exported + docs[to..]);
            return;
        }

        Assert.True(
            docs[from..to].Trim() == exported,
            $"The {name} machine's diagram in docs/architecture.md is stale. Renew it: BACKOUTBOT_RENEW_DOCS=1 dotnet test tests/BackoutBot.Core.Tests");
    }
}
