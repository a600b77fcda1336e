using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Tests.Backouts;

namespace BackoutBot.Core.Tests.Checklists;

/// <summary>What the bot may do is checked beside the checklist, before a deployment, and counts as its items do.</summary>
public sealed class AccessTests
{
    private static readonly ItemId Access = Checklist.Access.Id;

    [Theory]
    [InlineData(CheckStatus.Pass, BackoutPhase.Ready)]
    [InlineData(CheckStatus.Warn, BackoutPhase.Ready)]
    [InlineData(CheckStatus.NotApplicable, BackoutPhase.Ready)]
    [InlineData(CheckStatus.Fail, BackoutPhase.NotReady)]
    [InlineData(CheckStatus.Unknown, BackoutPhase.NotReady)]
    public void Given_every_item_passes_when_a_release_is_prepared_then_it_is_as_ready_as_the_bots_roles(CheckStatus status, BackoutPhase phase) =>
        Assert.Equal(phase, Prepared(new Story(), status).State.Phase);

    [Fact]
    public void Given_a_role_that_is_refused_when_a_release_is_prepared_then_card_and_thread_say_it_first_with_what_to_do()
    {
        Story story = Prepared(new Story(), CheckStatus.Fail);

        Assert.Equal((Access, "to the accounts of the plan file", "Let it in."), CardWriter.Write(story.State, story.Now).Checks is [var first, ..] ? (first.Item, first.Title, first.Fix) : default);
        TextBody said = Assert.Single(story.Said.Select(message => message.Body).OfType<TextBody>(), body => body.Headline.StartsWith("access to the accounts of the plan file: ", StringComparison.Ordinal));
        Assert.Equal(["Let it in."], said.Lines);
    }

    [Fact]
    public void Given_no_role_to_assume_when_a_release_is_prepared_then_nobody_is_told()
    {
        Story story = Prepared(new Story(), CheckStatus.NotApplicable);

        Assert.DoesNotContain(CardWriter.Write(story.State, story.Now).Checks, check => check.Item == Access);
        Assert.DoesNotContain(story.Said.Select(message => message.Body).OfType<TextBody>(), body => body.Headline.StartsWith("access", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(CheckStatus.Fail)]
    [InlineData(CheckStatus.Unknown)]
    public void Given_roles_that_can_not_be_assumed_when_a_person_vouches_for_them_then_that_is_refused_and_only_preparing_again_helps(CheckStatus status)
    {
        Story story = Prepared(new Story(), status);

        Assert.Equal(RefusalCode.NotAttestable, story.Send(new Attest(story.NextKey(), Story.Bob, Access, "It can.")).Refusal?.Code);
        Assert.DoesNotContain(CardWriter.Write(story.State, story.Now).Buttons.SelectMany(button => button.Items ?? []), item => item.Item == Access);

        Assert.Equal(BackoutPhase.Ready, Prepared(story, CheckStatus.Pass).State.Phase);
    }

    [Fact]
    public void Given_a_deployment_that_is_watched_when_it_is_asked_what_to_do_then_no_role_is_tried() =>
        Assert.DoesNotContain(new Work.Check(Access), new Story().Broken().Agenda);

    [Fact]
    public void Given_a_no_go_of_a_version_that_tried_no_roles_when_a_person_vouches_for_what_was_open_then_it_is_a_go()
    {
        Story story = Prepared(new Story(), CheckStatus.Pass, open: new ItemId("9.1"));
        BackoutState earlier = story.State with { Checks = story.State.Checks.Remove(Access) };
        Assert.Equal(BackoutPhase.NotReady, earlier.Phase);

        Decision decision = BackoutDecider.Decide(earlier, new Attest(story.NextKey(), Story.Bob, new ItemId("9.1"), "All are told."), new DecisionContext(story.Service, story.Now, new Authority(true, true, "named in the plan file")));
        Assert.Equal(BackoutPhase.Ready, Assert.Single(decision.Events.OfType<PhaseEntered>()).To);
    }

    private static Story Prepared(Story story, CheckStatus status, ItemId? open = null)
    {
        story.Send(new Prepare(story.NextKey(), Story.Alice, "v2"));
        foreach (ItemId item in BackoutAgenda.PreparationItems)
        {
            story.Send(new ReportCheck(story.NextKey(), Story.Check(item.Value, item == Access ? status : item == open ? CheckStatus.Unknown : CheckStatus.Pass, item == Access && status is not CheckStatus.Pass ? "Let it in." : null)));
        }

        story.Send(new ReportRestorePoint(story.NextKey(), new RestorePoint(story.Now, [], []), "captured now"));
        return story;
    }
}
