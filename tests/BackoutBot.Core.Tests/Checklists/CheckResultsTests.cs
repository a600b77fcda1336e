using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Core.PostMortems;
using BackoutBot.Core.Tests.Advice;
using BackoutBot.Core.Tests.Backouts;

namespace BackoutBot.Core.Tests.Checklists;

public sealed class CheckResultsTests
{
    private static readonly ItemId Item = new("1.1");

    [Fact]
    public void Given_findings_of_several_kinds_then_the_worst_is_the_result_and_the_lesser_ones_are_kept_with_their_fixes()
    {
        CheckResult result = CheckResults.Of(
            Item,
            [
                new CheckFinding(CheckStatus.Warn, "a-db keeps little.", "Keep more."),
                new CheckFinding(CheckStatus.Fail, "b-db has no backups.", "Turn them on."),
                new CheckFinding(CheckStatus.Pass, "c-db is well.", null),
                new CheckFinding(CheckStatus.Unknown, "d-db could not be read.", "Let it be read."),
            ],
            []);

        Assert.Equal((CheckStatus.Fail, "b-db has no backups.", "Turn them on."), (result.Status, result.Summary, result.Fix));
        Assert.Equal(["unknown: d-db could not be read. Let it be read.", "warning: a-db keeps little. Keep more."], result.Besides!.Select(one => one.InWords));
    }

    [Fact]
    public void Given_results_of_several_checks_then_what_the_worst_would_hide_of_each_is_kept()
    {
        CheckResult first = CheckResults.Of(Item, [new CheckFinding(CheckStatus.Fail, "One fails.", "Mend one."), new CheckFinding(CheckStatus.Warn, "Two is old.", "Renew two.")], []);
        CheckResult second = CheckResults.Of(Item, [new CheckFinding(CheckStatus.Unknown, "Three is not seen.", "Show three.")], []);

        CheckResult? worst = CheckResults.Worst(Item, [first, second]);

        Assert.Equal((CheckStatus.Fail, "One fails.", "Mend one."), (worst!.Status, worst.Summary, worst.Fix));
        Assert.Equal(["unknown: Three is not seen. Show three.", "warning: Two is old. Renew two."], worst.Besides!.Select(one => one.InWords));
    }

    [Fact]
    public void Given_many_findings_as_bad_as_each_other_then_all_are_named_after_how_many_they_are()
    {
        CheckFinding[] many = [.. Enumerable.Range(1, 5).Select(number => new CheckFinding(CheckStatus.Fail, $"db-{number} is gone.", "Find it."))];

        CheckResult alone = CheckResults.Of(Item, many, []);
        CheckResult? together = CheckResults.Worst(Item, [CheckResults.Of(Item, many[..2], []), CheckResults.Of(Item, many[2..], [])]);

        Assert.Equal("5 findings: db-1 is gone. db-2 is gone. db-3 is gone. db-4 is gone. db-5 is gone.", alone.Summary);
        Assert.Equal(alone.Summary, together!.Summary);
        Assert.Equal("Find it.", together.Fix);
    }

    [Fact]
    public void Given_only_one_kind_of_finding_then_nothing_is_besides_and_the_journal_has_no_word_of_it()
    {
        CheckResult result = CheckResults.Of(Item, [new CheckFinding(CheckStatus.Pass, "Well.", null), new CheckFinding(CheckStatus.Pass, "Well, too.", null)], []);

        Assert.Null(result.Besides);
        Assert.DoesNotContain("besides", JournalJson.Serialize(new ItemChecked(result)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Given_a_failure_beside_which_more_was_found_then_thread_card_status_and_post_mortem_tell_of_it()
    {
        Story story = Scenes.Prepared();
        CheckResult found = CheckResults.Of(
            Item,
            [
                new CheckFinding(CheckStatus.Fail, "b-db has no backups.", "Turn them on."),
                new CheckFinding(CheckStatus.Warn, "a-db keeps little.", "Keep more."),
                new CheckFinding(CheckStatus.Warn, "c-db keeps little.", "Keep even more."),
                new CheckFinding(CheckStatus.Unknown, "d-db could not be read.", "Let it be read."),
            ],
            []);

        story.Send(new ReportCheck(story.NextKey(), found));

        string[] whole = ["unknown: d-db could not be read. Let it be read.", "warning: a-db keeps little. Keep more.", "warning: c-db keeps little. Keep even more."];
        var said = Assert.IsType<TextBody>(story.Said[^1].Body);
        Assert.Equal(["Turn them on.", .. whole.Select(one => $"Besides, {one}")], said.Lines);
        Assert.StartsWith("b-db has no backups. Besides: 1 unknown, 2 warnings. (found at ", Assert.Single(CardWriter.Write(story.State, story.Now).Checks, check => check.Item == Item).Summary, StringComparison.Ordinal);
        string status = story.Answer(Story.Alice, "status");
        Assert.All(whole, one => Assert.Contains(one, status, StringComparison.Ordinal));
        string review = PostMortemWriter.Write(story.State, story.Now).Markdown;
        Assert.Contains(" | b-db has no backups. Besides: unknown: d-db could not be read; warning: a-db keeps little; warning: c-db keeps little. |", review.Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(["Turn them on.", "Keep more.", "Keep even more.", "Let it be read."], fix => Assert.Contains($"- [ ] 1.1: {fix}", review.Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }
}
