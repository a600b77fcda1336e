using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Signals;

namespace BackoutBot.Core.Tests.Backouts;

/// <summary>What can't be checked, a person vouches for.</summary>
public sealed class AttestationTests
{
    private static readonly ItemId Plan = new("9.1");

    [Fact]
    public void Given_the_last_item_that_is_unknown_when_a_person_attests_it_then_it_is_GO()
    {
        Story story = Prepared(unknown: Plan);
        Assert.Equal(BackoutPhase.NotReady, story.State.Phase);
        Assert.Contains(CardWriter.Write(story.State, story.State.PhaseSince).Buttons, button => button.Verb is CardVerb.Attest && button.Items!.Any(item => item.Item == Plan));

        Decision decision = story.Send(new Attest(story.NextKey(), Story.Dave, Plan, "Agreed in https://wiki.example/plan"));

        Assert.Null(decision.Refusal);
        Assert.Equal(BackoutPhase.Ready, story.State.Phase);
        Assert.Equal("dave attests: Agreed in https://wiki.example/plan", story.State.Checks[Plan].Summary);
        Assert.DoesNotContain(CardWriter.Write(story.State, story.State.PhaseSince).Buttons, button => button.Verb is CardVerb.Attest);
    }

    [Theory]
    [InlineData("1.1", "seen", RefusalCode.NotAttestable)]
    [InlineData("99.9", "seen", RefusalCode.NotAttestable)]
    [InlineData("9.1", " ", RefusalCode.ReasonMissing)]
    public void Given_an_item_that_no_person_can_attest_or_no_evidence_then_it_is_refused(string item, string statement, RefusalCode code)
    {
        Story story = Prepared(unknown: Plan);

        Assert.Equal(code, story.Send(new Attest(story.NextKey(), Story.Dave, new ItemId(item), statement)).Refusal?.Code);
        Assert.Equal(BackoutPhase.NotReady, story.State.Phase);
    }

    [Fact]
    public void Given_an_item_that_proves_a_rollback_when_no_approver_attests_it_then_it_is_refused()
    {
        Story story = new Story().Approved().RunSteps();

        Assert.Equal(RefusalCode.NotAnApprover, story.Send(new Attest(story.NextKey(), Story.Dave, new ItemId("12.1"), "The shop sells.")).Refusal?.Code);
        Assert.All(
            CardWriter.Write(story.State, story.State.PhaseSince).Buttons.Where(button => button.Verb is CardVerb.Attest),
            button => Assert.True(button.ForApprovers));
    }

    [Fact]
    public void Given_an_attested_item_when_it_still_can_not_be_checked_then_the_persons_word_stands_and_when_it_is_seen_to_fail_it_does_not()
    {
        Story story = new Story().Approved().RunSteps();
        ItemId works = new("12.1");
        story.Send(new Attest(story.NextKey(), Story.Bob, works, "The shop sells."));

        story.Send(new ReportValidation(story.NextKey(), [Story.Check("12.1", CheckStatus.Unknown), Story.Check("12.2", CheckStatus.Pass)], story.LookedSince));
        Assert.NotNull(story.State.WellSince);

        story.Send(new ReportValidation(story.NextKey(), [Story.Check("12.1", CheckStatus.Fail), Story.Check("12.2", CheckStatus.Pass)], story.LookedSince));
        Assert.Null(story.State.WellSince);
    }

    [Fact]
    public void Given_no_machine_sees_the_service_from_outside_when_a_person_vouches_for_it_then_the_end_says_so()
    {
        ItemId works = new("12.1");
        CheckResult unseen = Story.Check("12.1", CheckStatus.Unknown) with { NotSeenFromOutside = "only batch jobs use it" };
        Story story = new Story().Approved().RunSteps();
        story.Send(new JoinSignal(story.NextKey(), Story.Alarm(SignalKind.AlarmCleared, "m-clear", story.Now)));
        story.Send(new ReportValidation(story.NextKey(), [unseen, Story.Check("12.2", CheckStatus.Pass)], story.LookedSince));
        Assert.Null(story.State.WellSince);

        story.Send(new Attest(story.NextKey(), Story.Bob, works, "The nightly batch ran."));
        story.Send(new ReportValidation(story.NextKey(), [unseen, Story.Check("12.2", CheckStatus.Pass)], story.LookedSince));
        story.Pass(story.Service.Validation.Soak);
        story.Send(new ReportValidation(story.NextKey(), [unseen, Story.Check("12.2", CheckStatus.Pass)], story.LookedSince));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal(BackoutPhase.RolledBack, story.State.Outcome);
        Assert.Contains("Not seen from outside: only batch jobs use it. A person says that it works.", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
        Assert.Contains("No machine saw the service from outside: only batch jobs use it.", story.Journal.Select(entry => entry.Event).OfType<PostMortemWritten>().Single().Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_an_item_that_does_not_apply_when_it_is_prepared_again_then_it_does_not_come_due_again()
    {
        ItemId infrastructure = Story.DefaultService.NotApplicable.Keys.Single();
        Story story = Prepared(unknown: Plan);

        Assert.Null(story.Send(new Prepare(story.NextKey(), Story.Alice, "v2")).Refusal);

        Assert.Equal(CheckStatus.NotApplicable, story.State.Checks[infrastructure].Status);
        Assert.DoesNotContain(new Work.Check(infrastructure), story.Agenda);
    }

    private static Story Prepared(ItemId unknown)
    {
        Story story = new();
        story.Send(new Prepare(story.NextKey(), Story.Alice, "v2"));
        foreach (ItemId item in BackoutAgenda.PreparationItems)
        {
            story.Send(new ReportCheck(story.NextKey(), Story.Check(item.Value, item == unknown ? CheckStatus.Unknown : CheckStatus.Pass)));
        }

        story.Send(new ReportRestorePoint(story.NextKey(), new RestorePoint(story.Now, [], []), "captured now"));
        return story;
    }

    [Fact]
    public void Given_a_check_that_measured_a_failure_when_a_person_vouches_for_the_item_then_that_is_refused()
    {
        var story = new Story();
        story.Send(new Prepare(story.NextKey(), Story.Alice, "v2.4.0"));
        story.Send(new ReportCheck(story.NextKey(), Story.Check("7.1", CheckStatus.Fail, "See why.")));

        Assert.Equal(RefusalCode.NotAttestable, story.Send(new Attest(story.NextKey(), Story.Dave, new ItemId("7.1"), "It is fine.")).Refusal?.Code);
        Assert.Equal(CheckStatus.Fail, story.State.Checks[new ItemId("7.1")].Status);
    }
}
