using BackoutBot.Core.Backouts;

namespace BackoutBot.Core.Journal;

/// <summary>What is said of a backout whose journal is not as the bot wrote it, the same wherever it is said.</summary>
public static class BrokenJournal
{
    /// <summary>Who has to act.</summary>
    public const string Waiting = "Whoever runs the bot.";

    /// <summary>What is wrong with it, and how far what is written from it can be believed; null where the journal is whole.</summary>
    public static string? StoodBefore(BackoutState state) => state.BrokenAt is not { } at
        ? null
        : $"{Found(state, at)}. This is how it stood before that entry; what was done since is not in it.";

    /// <summary>What is wrong with it, what that means and who can do something about it; null where the journal is whole.</summary>
    public static string? InWords(BackoutState state) => state.BrokenAt is not { } at
        ? null
        : $"{Found(state, at)}: the database was changed from outside, or is damaged. "
            + "Nothing more is decided or written for this backout. What was asked of AWS before goes on there, and nobody watches it. "
            + "It is for whoever runs the bot to find out why (docs/operations.md, «When a journal was changed»). All other backouts go on; only where this one had not ended do those that change the same resources wait for it, and its service has no new one, "
            + $"until whoever runs the bot lets them go on: backoutbot set-aside {state.Id} --data <folder>";

    private static string Found(BackoutState state, long at) => $"Entry {at} of the journal of {state.Id} is not as the bot wrote it, or is gone";
}
