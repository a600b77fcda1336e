using Stateless.Graph;
using Stateless.Reflection;

namespace BackoutBot.Core.StateMachines;

/// <summary>Draws a state machine as it is built, for the docs and the console.</summary>
public static class MachineDiagram
{
    /// <summary>The machine in Mermaid's notation. What a state ignores is left out: it moves nothing.</summary>
    public static string Mermaid(StateMachineInfo machine) =>
        string.Join('\n', MermaidGraph.Format(machine).ReplaceLineEndings("\n").Trim().Split('\n').Where(line => !IsLoop(line)));

    private static bool IsLoop(string line) =>
        line.Split(" --> ", 2) is [var from, var rest] && rest.Split(" : ", 2) is [var to, _] && from.Trim() == to.Trim();
}
