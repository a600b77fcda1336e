using System.Reflection;
using System.Text.Json.Serialization;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Core.Tests.Backouts;

namespace BackoutBot.Core.Tests.Journal;

public sealed class JournalTests
{
    [Fact]
    public void Given_every_kind_of_event_then_each_has_a_name_of_its_own_in_the_journal()
    {
        JsonDerivedTypeAttribute[] named = [.. typeof(BackoutEvent).GetCustomAttributes<JsonDerivedTypeAttribute>()];

        Assert.Equal(
            typeof(BackoutEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(BackoutEvent)) && type != typeof(UnreadableEvent)).OrderBy(type => type.Name),
            named.Select(one => one.DerivedType).OrderBy(type => type.Name));
        Assert.Equal(named.Length, named.Select(one => one.TypeDiscriminator).Distinct().Count());
    }

    [Fact]
    public void Given_the_events_of_a_whole_story_when_written_and_read_then_they_read_the_same()
    {
        Story story = new Story().Approved().RunSteps().Validated();

        Assert.All(story.Journal, entry =>
        {
            string json = JournalJson.Serialize(entry.Event);
            Assert.Equal(json, JournalJson.Serialize(JournalJson.Deserialize(json)));
        });
    }

    [Fact]
    public void Given_two_entries_whose_fields_run_together_alike_when_hashed_then_the_hashes_differ()
    {
        string one = Hash("a", "bc");
        string other = Hash("ab", "c");

        Assert.NotEqual(one, other);
        Assert.Equal(64, one.Length);

        static string Hash(string cause, string json) =>
            JournalChain.Hash(JournalChain.Genesis, new BackoutId("x-1"), 1, Story.Begin, null, new CommandKey(cause), null, json);
    }

    [Fact]
    public void Given_an_entry_without_actor_when_hashed_then_it_differs_from_one_whose_actor_has_no_name() =>
        Assert.NotEqual(
            JournalChain.Hash(JournalChain.Genesis, new BackoutId("x-1"), 1, Story.Begin, null, new CommandKey("c"), null, "{}"),
            JournalChain.Hash(JournalChain.Genesis, new BackoutId("x-1"), 1, Story.Begin, new PersonId(""), new CommandKey("c"), null, "{}"));
}
