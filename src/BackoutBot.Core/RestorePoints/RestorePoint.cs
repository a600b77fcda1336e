using System.Text.Json.Serialization;
using BackoutBot.Core.Releases;

namespace BackoutBot.Core.RestorePoints;

/// <summary>Everything needed to go back.</summary>
/// <param name="TakenAt">When it was captured, UTC.</param>
/// <param name="States">The captured pieces.</param>
/// <param name="Problems">What could not be captured, and why, for people.</param>
public sealed record RestorePoint(
    DateTimeOffset TakenAt,
    IReadOnlyList<CapturedState> States,
    IReadOnlyList<string> Problems)
{
    /// <summary>The release that it is of; <see cref="Release.Unknown"/> where no piece says.</summary>
    [JsonIgnore]
    public Release Release => Release.Of(States.Select(state => state.Release).OfType<ReleaseComponent>());

    /// <summary>The pieces that one action captured.</summary>
    public IEnumerable<CapturedState> Of(string action) => States.Where(state => state.Action == action);
}
