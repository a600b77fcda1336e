namespace BackoutBot.Core.Plans;

/// <summary>What is being deployed to a service, as it was read when a person wanted it stopped.</summary>
/// <param name="ReadAt">When it was read, UTC.</param>
/// <param name="Steps">For each deployment in flight the step that stops it; empty where none is in flight.</param>
/// <param name="Idle">Where nothing is in flight, a sentence each, for people.</param>
/// <param name="Unread">What could not be read or can't be stopped and what to do about it, a sentence or two each, for people.</param>
public sealed record StopReading(DateTimeOffset ReadAt, IReadOnlyList<PlanStep> Steps, IReadOnlyList<string> Idle, IReadOnlyList<string> Unread)
{
    /// <summary>What several providers answered, as one.</summary>
    /// <param name="readAt">When the first was asked, UTC.</param>
    /// <param name="readings">Their answers.</param>
    public static StopReading Of(DateTimeOffset readAt, IEnumerable<StopReading> readings)
    {
        StopReading[] all = [.. readings];
        return new StopReading(
            readAt,
            [.. all.SelectMany(one => one.Steps)],
            [.. all.SelectMany(one => one.Idle)],
            [.. all.SelectMany(one => one.Unread)]);
    }
}
