namespace BackoutBot.PlanFiles.Shapes;

/// <summary>What may stand under a key.</summary>
internal abstract record PlanValue
{
    /// <summary>A text.</summary>
    internal sealed record Text(TextRule Rule) : PlanValue;

    /// <summary>A whole number of 1 or more.</summary>
    /// <param name="Otherwise">What holds where the key is missing.</param>
    internal sealed record Count(int Otherwise) : PlanValue;

    /// <summary>A time span.</summary>
    /// <param name="Otherwise">What holds where the key is missing, as a plan file writes it.</param>
    internal sealed record Duration(string Otherwise) : PlanValue;

    /// <summary>A mapping whose keys are known.</summary>
    internal sealed record Mapping(PlanShape Shape) : PlanValue;

    /// <summary>A mapping whose keys the file chooses.</summary>
    internal sealed record FreeMapping(TextRule Rule) : PlanValue;

    /// <summary>A list of different entries.</summary>
    /// <param name="Entry">What each entry is.</param>
    /// <param name="NeedsOne">Whether an empty list is refused.</param>
    internal sealed record Sequence(PlanValue Entry, bool NeedsOne = false) : PlanValue;

    /// <summary>What an entry of another list of the file is.</summary>
    /// <param name="List">The list's key at the file's root.</param>
    internal sealed record EntryOf(string List) : PlanValue;

    /// <summary>The one or the other.</summary>
    internal sealed record Either(PlanValue One, PlanValue Other) : PlanValue;
}
