namespace BackoutBot.PlanFiles.Shapes;

/// <summary>What may stand in one mapping of a plan file. It is told by reading: what nobody reads is not in it, and what is read is.</summary>
internal sealed class PlanShape
{
    private readonly List<PlanKey> _keys = [];

    /// <summary>The keys, in the order in which they are read.</summary>
    public IReadOnlyList<PlanKey> Keys => _keys;

    /// <summary>The lists of which one at least must have an entry; empty where there is no such rule.</summary>
    public IReadOnlyList<string> OneOf { get; private set; } = [];

    public void Add(PlanKey key) => _keys.Add(key);

    public void NeedOneOf(IReadOnlyList<string> keys) => OneOf = keys;
}
