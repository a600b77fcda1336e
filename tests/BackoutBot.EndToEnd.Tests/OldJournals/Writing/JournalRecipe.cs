using BackoutBot.Core.Backouts;
using BackoutBot.EndToEnd.Tests.World;

namespace BackoutBot.EndToEnd.Tests.OldJournals.Writing;

/// <summary>How a kept journal is made.</summary>
/// <param name="Name">Its folder's name.</param>
/// <param name="Way">How the backout comes there, for people.</param>
/// <param name="Phase">The phase that it is in when it is kept.</param>
/// <param name="Tell">What people and AWS do, until it is there.</param>
internal sealed record JournalRecipe(string Name, string Way, BackoutPhase Phase, Func<Teller, Task> Tell)
{
    /// <summary>How fast it is played, and on what.</summary>
    public Pace Pace { get; init; } = Pace.Fast;

    /// <summary>Where the backout was when it ended, and what ended it; null where it is kept open.</summary>
    public (BackoutPhase From, BackoutTrigger By)? Left { get; init; }

    /// <summary>How often it may be tried. More than once where it hangs on which of two clicks comes first, and how closely.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Whether the account is kept beside it, to go on with.</summary>
    public bool IsOpen => Left is null;
}
