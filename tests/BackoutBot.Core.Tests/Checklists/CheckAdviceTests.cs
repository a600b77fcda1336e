using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Signals;
using BackoutBot.Core.Tests.Backouts;

namespace BackoutBot.Core.Tests.Checklists;

/// <summary>What could not be seen for a while is advised to be checked again only where that would be done.</summary>
public sealed class CheckAdviceTests
{
    private static readonly ItemId Item = new("3.1");

    [Fact]
    public void Given_an_item_that_could_not_be_seen_when_a_release_is_prepared_then_thread_and_card_say_to_have_it_checked_again_and_it_is()
    {
        Story story = Prepared(Unseen(Item));

        Assert.Equal([story.State.Service.Value], Advised.By(Told(story), "When that is over, have it checked again: /backout prepare *"));
        Assert.Equal("If it lasts, look for what else calls this API so often. When that is over, have it checked again: /backout prepare checkout-api", Shown(story));

        story.Send(new Prepare(story.NextKey(), Story.Alice, null));
        Assert.Contains(new Work.Check(Item), WithPoint(story).Agenda);
    }

    [Fact]
    public void Given_a_role_that_nothing_needs_of_which_nothing_could_be_known_when_a_release_is_prepared_then_it_is_said_too()
    {
        CheckResult known = CheckResults.Of(Checklist.Access.Id, [new(CheckStatus.Pass, "One can.", null), new(CheckStatus.Warn, "Of the other it is not known.", null) { MayPass = true }, new(CheckStatus.Fail, "A third can't.", "Let it in.")], []);

        Story story = Prepared(known);

        Assert.Equal(["Let it in. When that is over, have it checked again: /backout prepare checkout-api", "Besides, warning: Of the other it is not known."], Said(story, known.Item).Lines);
    }

    [Fact]
    public void Given_an_item_that_could_not_be_seen_when_a_deployment_is_watched_then_nobody_is_told_to_prepare_which_would_be_refused()
    {
        Story story = new Story().Broken();
        story.Send(new ReportCheck(story.NextKey(), Unseen(Item)));

        Assert.DoesNotContain("prepare", Told(story), StringComparison.Ordinal);
        Assert.Equal("If it lasts, look for what else calls this API so often.", Shown(story));
        Assert.Equal(RefusalCode.WrongPhase, story.Send(new Prepare(story.NextKey(), Story.Alice, null)).Refusal?.Code);
    }

    [Fact]
    public void Given_a_release_that_was_prepared_so_when_its_deployment_begins_then_the_card_says_it_no_more()
    {
        Story story = Prepared(Unseen(Item));
        story.Send(new JoinSignal(story.NextKey(), Story.Deployment(SignalKind.DeploymentStarted)));

        Assert.Equal(BackoutPhase.Watching, story.State.Phase);
        Assert.Equal("If it lasts, look for what else calls this API so often.", Shown(story));
    }

    private static CheckResult Unseen(ItemId item) => Story.Check(item.Value, CheckStatus.Unknown, "If it lasts, look for what else calls this API so often.") with { MayPass = true };

    private static Story Prepared(CheckResult result)
    {
        Story story = new();
        story.Send(new Prepare(story.NextKey(), Story.Alice, "v2.4.0"));
        foreach (ItemId item in BackoutAgenda.PreparationItems)
        {
            story.Send(new ReportCheck(story.NextKey(), item == result.Item ? result : Story.Check(item.Value, CheckStatus.Pass)));
        }

        return WithPoint(story);
    }

    private static Story WithPoint(Story story)
    {
        story.Send(new ReportRestorePoint(story.NextKey(), new RestorePoint(story.Now, [], []), "captured now"));
        return story;
    }

    private static TextBody Said(Story story, ItemId item) => story.Said.Select(message => message.Body).OfType<TextBody>().Last(body => body.Headline.StartsWith($"{item} ", StringComparison.Ordinal));

    private static string Told(Story story) => string.Join(' ', Said(story, Item).Lines);

    private static string? Shown(Story story) => CardWriter.Write(story.State, story.Now).Checks.Single(check => check.Item == Item).Fix;
}
