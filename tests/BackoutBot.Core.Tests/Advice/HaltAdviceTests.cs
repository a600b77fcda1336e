using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Chat.Commands;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Tests.Backouts;
using static BackoutBot.Core.Tests.Backouts.Story;

namespace BackoutBot.Core.Tests.Advice;

/// <summary>Who does what is said about a halt has it put in force or lifted.</summary>
public sealed class HaltAdviceTests
{
    private HaltRecord record = new([]);

    [Theory]
    [InlineData("halt", true)]
    [InlineData("halt", false)]
    [InlineData("unhalt", true)]
    public void Given_somebody_who_may_not_when_one_of_those_named_is_asked_then_that_one_may(string typed, bool isKnown)
    {
        string answer = Type(Dave, typed, new Authority(isKnown, false, "in no approvers' group"));
        string who = isKnown ? Advised.By(answer, "Ask one of them: *.")[0] : Advised.By(answer, "Ask an approver of any service: *.")[0];

        foreach (string name in who.Split(", "))
        {
            record = new HaltRecord([]);
            Type(new PersonId(name), "halt", AuthorityOf(new PersonId(name)));
            Assert.NotNull(record.Current);
        }
    }

    [Fact]
    public void Given_a_halt_when_two_different_approvers_say_the_word_then_it_is_lifted()
    {
        string verb = Advised.By(Type(Alice, "halt"), "Two different approvers lift it, by: *")[0];

        Assert.Equal(verb, Advised.By(Type(Bob, verb), "It is when a second, different approver says: *")[0]);
        Assert.Equal(verb, Advised.By(record.Current!.InWords, "* wants it lifted; it is when a second approver says: *.")[1]);
        Assert.Equal(verb, Advised.By(Type(Bob, verb), "A second, different approver must say: *.")[0]);
        Type(Carol, verb);
        Assert.Null(record.Current);
    }

    [Fact]
    public void Given_a_halt_during_a_rollback_when_two_approvers_do_what_the_card_waits_for_then_it_goes_on()
    {
        Story story = new Story().Approved();
        Type(Alice, "halt");
        story.Send(new MindHalt(story.NextKey(), record.Current, []));
        string verb = Advised.By(CardWriter.Write(story.State, story.Now).Waiting, "Two different approvers, by: *.")[0];

        Type(Bob, verb);
        story.Send(new MindHalt(story.NextKey(), record.Current, []));
        Advised.By(string.Join('\n', story.Said.Select(said => said.Body).OfType<TextBody>().Select(text => text.Headline)), "It is when a second, different approver says: *");
        string[] missing = Advised.By(CardWriter.Write(story.State, story.Now).Waiting, "One more approver, not *, by: *.");
        Assert.Equal([Bob.Value, verb], missing);
        Type(Carol, missing[1]);
        story.Send(new MindHalt(story.NextKey(), record.Current, record.LiftedBy));
        Assert.Equal(Core.Backouts.BackoutPhase.Validating, story.RunSteps().State.Phase);
    }

    private static Authority AuthorityOf(PersonId person) => new(true, DefaultService.Approvals.People.Contains(person), "named in the plan file");

    private string Type(PersonId who, string typed, Authority? authority = null)
    {
        var asked = Assert.IsType<Interpretation.OnHalt>(new Story().Read(who, typed, inThread: false));
        HaltDecision decision = record.Decide(asked.Act, who, asked.Reason, authority ?? AuthorityOf(who), [DefaultService.Approvals], Begin);
        record = decision.Entry is { } entry ? new HaltRecord([.. record.Entries, entry]) : record;
        return decision.Answer;
    }
}
