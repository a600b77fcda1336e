namespace BackoutBot.Core.Backouts.Agenda;

/// <summary>What a backout has to do now, and when it must be woken at the latest.</summary>
/// <param name="Work">To do now.</param>
/// <param name="WakeAt">When a <see cref="Commands.Tick"/> is due, UTC; null where none is.</param>
public sealed partial record BackoutAgenda(IReadOnlyList<Work> Work, DateTimeOffset? WakeAt);
