using System.Text.Json.Serialization;
using BackoutBot.Core.Releases;

namespace BackoutBot.Core.RestorePoints;

/// <summary>Everything needed to go back.</summary>
/// <param name="TakenAt">When it was captured, UTC.</param>
/// <param name="States">The captured pieces, those that could not be read included.</param>
/// <param name="Problems">What could not be captured as a whole, and why, for people.</param>
public sealed record RestorePoint(
    DateTimeOffset TakenAt,
    IReadOnlyList<CapturedState> States,
    IReadOnlyList<string> Problems)
{
    /// <summary>The release that it is of; <see cref="Release.Unknown"/> where no piece says.</summary>
    [JsonIgnore]
    public Release Release => Release.Of(States.Select(state => state.Release).OfType<ReleaseComponent>());

    /// <summary>The resources of which there is nothing to go back to, each with the reason.</summary>
    [JsonIgnore]
    public IEnumerable<CapturedState> Unread => States.Where(state => state.Unread is not null);

    /// <summary>The pieces that can be gone back to.</summary>
    [JsonIgnore]
    public IEnumerable<CapturedState> Readable => States.Where(state => state.Unread is null);

    /// <summary>The pieces that one action captured.</summary>
    public IEnumerable<CapturedState> Of(string action) => Readable.Where(state => state.Action == action);

    /// <summary>
    /// The point as it is after a later reading under the same release. What the later one could not read keeps the value that was read last, with
    /// its date; what the plan file does not name any more is gone.
    /// </summary>
    /// <param name="later">The later reading.</param>
    public RestorePoint RenewedBy(RestorePoint later)
    {
        List<CapturedState> states = [];
        foreach (CapturedState read in later.States)
        {
            if (read.Unread is null)
            {
                states.Add(read);
                continue;
            }

            CapturedState[] last = [.. Readable.Where(state => state.Action == read.Action && (read.Resource.Length == 0 || state.Resource == read.Resource) && !later.Readable.Any(state.IsOfSameResource))];
            states.AddRange(last.Select(state => state with { ReadAt = state.ReadAt ?? TakenAt }));
            if (last.Length == 0)
            {
                states.Add(read);
            }
        }

        return later with { States = states };
    }

    /// <summary>The same without the values of whatever bears no release: they are no state to go back to.</summary>
    /// <param name="why">Why not, for people.</param>
    public RestorePoint ReleaseOnly(string why) => this with
    {
        States = [.. States.Select(state => state.Release is null && state.Unread is null ? CapturedState.NotRead(state.Action, state.Resource, $"{why} ({state.Summary})") : state)],
    };

    /// <summary>Whether every resource that both could read holds the same in both.</summary>
    public bool HoldsTheSameAs(RestorePoint other) =>
        Readable.All(state => other.Readable.FirstOrDefault(state.IsOfSameResource) is not { } twin || state.IsSameAs(twin))
        && other.Readable.All(state => Readable.Any(state.IsOfSameResource));
}
