using BackoutBot.Core.Backouts;
using BackoutBot.Walk.Tests.Accounts;
using BackoutBot.Walk.Tests.Endings;

namespace BackoutBot.Walk.Tests.Judging;

/// <summary>Holds what the bot says against what the account is. It asks the account, and believes nothing of the bot.</summary>
internal static class Judge
{
    private const string Writer = ":role/bo-exec";

    /// <summary>Everything that is not as it is said; empty where all is.</summary>
    public static IReadOnlyList<string> Faults(Said said, AccountReading account, string backout, Expectation expected) =>
    [
        .. Page(said, account),
        .. Thing("release", said.Phase, said.Release, account.HasGoodRelease, account.HasTouchedRelease(backout), account.Writes.Any(write => write.IsOfBackout(backout)), account.Release),
        .. account.Records.SelectMany(record => Thing(
            $"record {record.Name}", said.Phase, said.On(record), account.IsAsBefore(record), account.HasTouched(record, backout), account.Writes.Any(write => write.IsOfBackout(backout)), "")),
        .. End(said, account, backout, expected),
        .. FrontPage(said),
        .. Writes(account, backout),
    ];

    private static IEnumerable<string> Page(Said said, AccountReading account)
    {
        if (account.Pages.Count > 0 && said.Page is Word.None)
        {
            yield return $"the page stands on {string.Join(", ", account.Pages)}, and nothing says so";
        }

        if (account.Pages.Count == 0 && said.Page.HasFlag(Word.Stands))
        {
            yield return "it is said that the page stands, and none does";
        }
    }

    /// <summary>What goes back and is meant to last: the release, the record.</summary>
    private static IEnumerable<string> Thing(string thing, BackoutPhase end, Word said, bool isReached, bool isTouched, bool hasActed, string seen)
    {
        if (isReached && said.HasFlag(Word.NotDone) && isTouched)
        {
            yield return $"it is said that the {thing} was not taken back, and it was";
        }

        if (!isReached && said.HasFlag(Word.Stands))
        {
            yield return $"it is said that the {thing} was taken back, and it was not ({seen})";
        }

        if (isTouched && said is Word.None && end is BackoutPhase.Abandoned or BackoutPhase.StoodDown && isTouched && said is Word.None)
        {
            yield return $"the {thing} was changed, and nothing says so";
        }

        if (!isReached && said is Word.None && hasActed && end is not BackoutPhase.StoodDown)
        {
            yield return $"the {thing} is not as it was, and nothing says so ({seen})";
        }
    }

    private static IEnumerable<string> End(Said said, AccountReading account, string backout, Expectation expected)
    {
        if (said.Phase is BackoutPhase.RolledBack && !(account.HasGoodRelease && account.HasGoodRecord && account.Pages.Count == 0 && account.IsWell))
        {
            yield return $"rolled back, it says; release {account.Release}, record as it was: {account.HasGoodRecord}, {account.Pages.Count} pages, well: {account.IsWell}";
        }

        if (said.Phase is BackoutPhase.RolledBack && said.Card.Count > 0)
        {
            yield return $"rolled back, and still something stays: {string.Join(" | ", said.Card)}";
        }

        if (said.Phase is BackoutPhase.StoodDown or BackoutPhase.NotNeeded && (account.Pages.Count > 0 || account.HasTouchedRecord(backout) || account.HasTouchedRelease(backout)))
        {
            yield return $"{said.Phase}, it says, and something was changed";
        }

        if (expected is Expectation.NoPage or Expectation.RolledBack && account.Pages.Count > 0)
        {
            yield return $"a page is left on {string.Join(", ", account.Pages)}";
        }

        if (expected is Expectation.RolledBack && said.Phase is not BackoutPhase.RolledBack)
        {
            yield return $"it ended as {said.Phase}: {string.Join(" | ", said.Card)}";
        }
    }

    private static IEnumerable<string> FrontPage(Said said)
    {
        if (!(said.FrontPage ?? []).SequenceEqual(said.Card, StringComparer.Ordinal))
        {
            yield return $"the card says «{string.Join(" | ", said.Card)}», the front page «{string.Join(" | ", said.FrontPage ?? [])}»";
        }
    }

    private static IEnumerable<string> Writes(AccountReading account, string backout)
    {
        // That a topic may be listened to is approved by the plan file, and belongs to no backout.
        foreach (var write in account.Writes.Where(write => write is { Changed: true, Backout: not null, Operation: not "ConfirmSubscription" }))
        {
            if (write.RepeatOf is { } earlier)
            {
                yield return $"{write.Operation} was done twice: calls {earlier} and {write.Sequence}";
            }

            if (write.Principal?.RoleArn?.EndsWith(Writer, StringComparison.Ordinal) is not true || write.Approver is null || write.Backout != backout)
            {
                yield return $"{write.Operation} was made by {write.Principal?.Arn} for {write.Backout}, approved by {write.Approver ?? "nobody"}";
            }
        }

        foreach (var stop in account.Writes.Where(write => write.IsOfBackout(backout) && write.Operation is "StopDeployment").GroupBy(write => write.Resource).Where(group => group.Count() > 1))
        {
            yield return $"{stop.Key} was stopped {stop.Count()} times";
        }
    }
}
