using System.Text.Json.Serialization;
using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Halts;

/// <summary>A halt in force: nothing new is written to the provider, for any service, until two approvers lift it.</summary>
/// <param name="By">Who halted.</param>
/// <param name="Since">When it was written down, UTC.</param>
/// <param name="Reason">Why; null where none was given.</param>
/// <param name="LiftWantedBy">The approver who wants it lifted and waits for a second one; null where nobody does.</param>
public sealed record Halt(PersonId By, DateTimeOffset Since, string? Reason, PersonId? LiftWantedBy = null)
{
    /// <summary>Who halts where the bot was started read-only; no word in chat lifts that.</summary>
    public static readonly PersonId ReadOnlyStart = new("a read-only start");

    /// <summary>Whether it holds because the bot was started read-only.</summary>
    [JsonIgnore]
    public bool IsReadOnlyStart => By == ReadOnlyStart;

    /// <summary>By whom, since when and why, as every card says it.</summary>
    public string InWords =>
        $"Halted by {By} since {Since:yyyy-MM-dd HH:mm:ss} UTC{(Reason is null ? "" : $" ({Reason})")}: nothing new is written to AWS."
        + (LiftWantedBy is { } first ? $" {first} wants it lifted; it is when a second approver says: unhalt." : "");
}
