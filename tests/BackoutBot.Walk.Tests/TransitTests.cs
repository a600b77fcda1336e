using System.Text;
using BackoutBot.Walk.Tests.Cases;
using BackoutBot.Walk.Tests.Transit;
using Xunit.Abstractions;

namespace BackoutBot.Walk.Tests;

/// <summary>Each call of the story goes wrong on its way in every way; the end is right all the same, nothing is done twice, and nothing is said that is not so.</summary>
public sealed class TransitTests(ITestOutputHelper output)
{
    private const int Few = 16;

    [Fact]
    public async Task Given_any_call_that_goes_wrong_on_its_way_when_a_backout_is_gone_through_then_its_end_is_right_and_nothing_is_done_twice()
    {
        var wanted = Environment.GetEnvironmentVariable(WalkTests.CasesVariable) is { Length: > 0 } given ? given : "few";
        var operations = await TransitCase.OperationsAsync();
        TransitCase[] all = [.. operations.SelectMany(operation => Enum.GetValues<TransitFault>()
            // What a role is assumed with is no role's session: whoever revokes that has to give the bot another.
            .Where(fault => fault is not TransitFault.TokenRevoked || operation != "sts:AssumeRole")
            .Select(fault => new TransitCase(operation, fault)))];
        var cases = wanted switch
        {
            "all" => all,
            "few" => WalkCases.Spread(all, Few),
            _ => [.. all.Where(one => one.ToString().Contains(wanted, StringComparison.Ordinal))],
        };
        List<TransitVerdict> verdicts = [];
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (one, _) =>
        {
            var verdict = await one.PlayAsync();
            lock (verdicts)
            {
                verdicts.Add(verdict);
            }
        });

        TransitVerdict[] wrong = [.. verdicts.Where(verdict => verdict.Faults.Count > 0)];
        output.WriteLine(Matrix(operations, verdicts));
        output.WriteLine($"transit: {verdicts.Count} run / {all.Length} possible / {wrong.Length} wrong; a person had to have it tried again in {verdicts.Count(verdict => verdict.Retries > 0)}");
        foreach (var one in wrong.Take(3))
        {
            output.WriteLine($"\n{one}\n{string.Join('\n', one.Journal)}");
        }

        Assert.Empty(wrong.Select(one => one.ToString()));
    }

    /// <summary>A row an operation, a column a fault: how often people had to have it tried again, or that it went wrong.</summary>
    private static string Matrix(IReadOnlyList<string> operations, IReadOnlyList<TransitVerdict> verdicts)
    {
        var faults = Enum.GetValues<TransitFault>();
        var text = new StringBuilder($"| call | {string.Join(" | ", faults)} |").AppendLine();
        foreach (var operation in operations)
        {
            text.AppendLine($"| {operation} | {string.Join(" | ", faults.Select(fault => verdicts.FirstOrDefault(verdict => verdict.Case == new TransitCase(operation, fault)) is not { } verdict ? "" : verdict.Faults.Count > 0 ? "WRONG" : $"{verdict.Retries}"))} |");
        }

        return text.ToString();
    }
}
