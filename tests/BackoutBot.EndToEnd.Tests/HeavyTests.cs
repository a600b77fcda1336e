namespace BackoutBot.EndToEnd.Tests;

/// <summary>Tests that start processes run one after the other: each needs the machine to itself to be in time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class HeavyTests
{
    public const string Name = "heavy";
}
