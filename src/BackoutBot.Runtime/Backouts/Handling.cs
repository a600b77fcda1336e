using BackoutBot.Core.Journal;

namespace BackoutBot.Runtime.Backouts;

/// <summary>What handling a command led to.</summary>
/// <param name="Receipt">For the sender.</param>
/// <param name="Appended">What this very append wrote; empty where none was made.</param>
internal sealed record Handling(CommandReceipt Receipt, IReadOnlyList<JournalEntry> Appended);
