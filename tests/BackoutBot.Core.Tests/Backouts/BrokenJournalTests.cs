using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Ids;
using static BackoutBot.Core.Tests.Backouts.Story;

namespace BackoutBot.Core.Tests.Backouts;

/// <summary>A backout whose journal is not as the bot wrote it.</summary>
public sealed class BrokenJournalTests
{
    [Fact]
    public void Given_a_journal_that_was_changed_then_nothing_is_decided_nothing_is_to_do_and_the_card_says_so()
    {
        Story story = new Story().Approved();
        BackoutState broken = story.State with { BrokenAt = 7 };

        Decision note = BackoutDecider.Decide(broken, new Note(story.NextKey(), Bob, "hello"), new DecisionContext(DefaultService, story.Now, new(true, true, "named")));
        Decision intent = BackoutDecider.Decide(broken, new IntendStep(story.NextKey(), new StepId("maintenance-on")), new DecisionContext(DefaultService, story.Now, new(true, true, "named")));
        Card card = CardWriter.Write(broken, story.Now);

        Assert.Empty(note.Events);
        Assert.Equal(RefusalCode.BrokenJournal, note.Refusal?.Code);
        Assert.Empty(intent.Events);
        Assert.Empty(BackoutAgenda.Of(broken, DefaultService, story.Now).Work);
        Assert.Null(BackoutAgenda.Of(broken, DefaultService, story.Now).WakeAt);
        Assert.Equal((CardTone.Danger, "Journal changed", "Whoever runs the bot."), (card.Tone, card.State, card.Waiting));
        Assert.StartsWith($"Entry 7 of the journal of {broken.Id} is not as the bot wrote it, or is gone", card.Now, StringComparison.Ordinal);
        Assert.Empty(card.Buttons);
    }
}
