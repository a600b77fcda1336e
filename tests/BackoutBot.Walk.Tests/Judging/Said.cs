using System.Text.RegularExpressions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Cards;
using BackoutBot.Walk.Tests.Accounts;

namespace BackoutBot.Walk.Tests.Judging;

/// <summary>What the bot says of an ended backout where people look: on its card, and on the front page.</summary>
/// <param name="Phase">How it ended.</param>
/// <param name="Card">What its card says that stays; why there was no plan is none of that.</param>
/// <param name="FrontPage">What the front page says that it left; null where it is not listed there.</param>
internal sealed partial record Said(BackoutPhase Phase, IReadOnlyList<string> Card, IReadOnlyList<string>? FrontPage)
{
    /// <summary>What the card of a backout says that stays.</summary>
    public static IReadOnlyList<string> CardOf(BackoutState state) => [.. CardWriter.Write(state, state.PhaseSince).Cautions.Except(state.PlanningProblems, StringComparer.Ordinal)];

    /// <summary>What is said of a page that stands.</summary>
    public Word Page => WordOn("maintenance page", standing: true);

    /// <summary>What is said of the release.</summary>
    public Word Release => WordOn("Stop deployment .* roll-back|Deploy v|code-(stop|redeploy):|Nothing was rolled back", standing: false);

    /// <summary>What is said of a record.</summary>
    public Word On(WatchedRecord record) => WordOn($"Put back {Regex.Escape(record.Name)}|{record.Step}:|Nothing was rolled back", standing: false);

    private Word WordOn(string subject, bool standing)
    {
        var word = Word.None;
        foreach (var line in Card.Where(line => Regex.IsMatch(line, subject, RegexOptions.None, TimeSpan.FromSeconds(1))))
        {
            word |= line switch
            {
                _ when line.StartsWith("Not known whether this is so", StringComparison.Ordinal) => Word.Unknown,
                _ when standing && line.Contains("not seen to be gone", StringComparison.Ordinal) => Word.Stands,
                _ when line.Contains("not seen to be done", StringComparison.Ordinal) || line.Contains("not known whether it is still so", StringComparison.Ordinal) => Word.Unknown,
                _ when line.Contains("done, and stays so", StringComparison.Ordinal) => Word.Stands,
                _ when NotDone().IsMatch(line) => Word.NotDone,
                _ => Word.None,
            };
        }

        return word;
    }

    [GeneratedRegex("not done|put back again|left out|: in part\\.|Nothing was rolled back|not so any more", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotDone();
}

/// <summary>What the bot says of one thing.</summary>
[Flags]
internal enum Word
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>That it was done, and stays so.</summary>
    Stands = 1,

    /// <summary>That it was not done.</summary>
    NotDone = 2,

    /// <summary>That it is not known.</summary>
    Unknown = 4,
}
