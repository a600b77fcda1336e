using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace BackoutBot.Walk.Tests.Cases;

/// <summary>Plays cases, a few side by side, and keeps count.</summary>
/// <param name="possible">All that could be played.</param>
internal sealed class WalkRun(IReadOnlyList<WalkCase> possible)
{
    private static readonly TimeSpan LongForACase = TimeSpan.FromSeconds(10);
    private readonly List<WalkVerdict> verdicts = [];
    private readonly ConcurrentDictionary<WalkCase, long> playing = new();
    private readonly long began = Stopwatch.GetTimestamp();

    public IReadOnlyList<WalkVerdict> Wrong => [.. verdicts.Where(verdict => verdict.IsWrong)];

    /// <param name="cases">The cases to play.</param>
    /// <param name="told">Is told of each summary so far; null where nobody waits for it.</param>
    public async Task PlayAsync(IEnumerable<WalkCase> cases, Action<string>? told)
    {
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (one, stopping) =>
        {
            playing[one] = Stopwatch.GetTimestamp();
            var verdict = await one.PlayAsync();
            playing.TryRemove(one, out _);
            lock (verdicts)
            {
                verdicts.Add(verdict);
                told?.Invoke(ToString());
            }
        });
    }

    /// <summary>The wrong ones, how long a case took, and last the line that counts.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var wrong in Wrong)
        {
            text.Append("wrong: ").AppendLine($"{wrong}");
        }

        var took = verdicts.Select(verdict => verdict.Took.TotalMilliseconds).Order().ToArray();
        foreach (var (stuck, since) in playing.Where(one => Stopwatch.GetElapsedTime(one.Value) > LongForACase))
        {
            text.AppendLine($"playing for {Stopwatch.GetElapsedTime(since).TotalSeconds:0} s: {stuck}");
        }

        foreach (var plan in possible.GroupBy(one => one.Plan))
        {
            var played = verdicts.Where(verdict => verdict.Case.Plan == plan.Key).ToArray();
            text.AppendLine($"walk, {plan.Key.Name}: {played.Length} run / {plan.Count()} possible / {played.Count(verdict => verdict.IsWrong)} wrong");
        }

        return text
            .AppendLine($"{Stopwatch.GetElapsedTime(began).TotalSeconds:0} s; a case took {took[took.Length / 2]:0} ms in the middle, {took[^1]:0} ms at most")
            .Append($"walk: {verdicts.Count} run / {possible.Count} possible / {Wrong.Count} wrong")
            .ToString();
    }
}
