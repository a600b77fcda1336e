using BackoutBot.Core.Backouts;
using BackoutBot.Core.Cards;
using BenchmarkDotNet.Attributes;

namespace BackoutBot.Benchmarks.Micro;

/// <summary>What Core does with a backout of 200 events.</summary>
[MemoryDiagnoser]
public class BackoutBenchmark
{
    private readonly Journal journal = new(length: 200);

    [Benchmark]
    public Decision Decide() => journal.Decide();

    [Benchmark]
    public BackoutState Fold() => journal.Fold();

    [Benchmark]
    public Card WriteCard() => CardWriter.Write(journal.State, DateTimeOffset.UnixEpoch);
}
