using System.Net;
using BackoutBot.Console.Tests.Fakes;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Teams.Inbound;
using BackoutBot.Teams.Rendering;
using BackoutBot.Teams.Tests.Wire;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Tests.Inbound;

/// <summary>Teams shows an error after about ten seconds, so an invoke is answered before that, whatever is slow.</summary>
public sealed class InvokeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task Given_a_press_when_nothing_comes_of_it_at_once_then_it_is_kept_and_the_card_is_the_answer()
    {
        await using AdapterBench bench = await (await AdapterBench.StartAsync()).WithCardAsync();

        (JObject answer, TimeSpan after) = await bench.AnsweredAsync(bench.Client.PressAsync(Cast.Alice, bench.Card, Action("approve", bench)));

        Assert.Equal("application/vnd.microsoft.card.adaptive", answer.Value<string>("type"));
        Assert.InRange(after, TimeSpan.Zero, Limit);
        ChatSubmission kept = Assert.Single(bench.Kept);
        Assert.Equal(("alice", "#ops", DemoStory.Id, CardVerb.Approve), (kept.Person.Value, kept.Channel, kept.Backout, kept.Press!.Verb));
    }

    [Fact]
    public async Task Given_a_store_that_hangs_when_pressed_then_the_person_is_told_in_time_to_look_first_and_may_press_again()
    {
        await using AdapterBench bench = await (await AdapterBench.StartAsync()).WithCardAsync();
        bench.Inbox.Gate = new TaskCompletionSource().Task;

        (JObject answer, TimeSpan after) = await bench.AnsweredAsync(bench.Client.PressAsync(Cast.Alice, bench.Card, Action("approve", bench)));

        Assert.Equal("application/vnd.microsoft.activity.message", answer.Value<string>("type"));
        Advised.By(answer.Value<string>("value"), "Look at the card in a moment, and press again only where nothing has changed.");
        Assert.InRange(after, TimeSpan.Zero, Limit);
        Assert.Empty(bench.Inbox.Messages);

        bench.Inbox.Gate = Task.CompletedTask;
        _ = await bench.AnsweredAsync(bench.Client.PressAsync(Cast.Alice, bench.Card, Action("approve", bench)));
        Assert.Single(bench.Kept);
    }

    [Fact]
    public async Task Given_a_store_that_refuses_when_pressed_again_after_it_recovered_then_the_press_counts()
    {
        await using AdapterBench bench = await (await AdapterBench.StartAsync()).WithCardAsync();
        bench.Inbox.IsUnavailable = true;
        (JObject refused, _) = await bench.AnsweredAsync(bench.Client.PressAsync(Cast.Alice, bench.Card, Action("approve", bench)));
        Advised.By(refused.Value<string>("value"), "Press it again in a moment.");
        bench.Inbox.IsUnavailable = false;

        _ = await bench.AnsweredAsync(bench.Client.PressAsync(Cast.Alice, bench.Card, Action("approve", bench)));

        Assert.Single(bench.Kept);
    }

    [Fact]
    public async Task Given_a_reader_that_hangs_when_pressed_then_the_press_is_kept_and_said_to_be()
    {
        await using AdapterBench bench = await (await AdapterBench.StartAsync(new Hanging())).WithCardAsync();

        (JObject answer, TimeSpan after) = await bench.AnsweredAsync(bench.Client.PressAsync(Cast.Alice, bench.Card, Action("approve", bench)));

        Assert.Equal("Received. The card follows.", answer.Value<string>("value"));
        Assert.InRange(after, TimeSpan.Zero, Limit);
        Assert.Single(bench.Kept);
    }

    [Fact]
    public async Task Given_a_memory_that_hangs_when_pressed_then_the_press_is_kept_in_time_all_the_same()
    {
        await using AdapterBench bench = await (await AdapterBench.StartAsync()).WithCardAsync();
        bench.MemoryGate = new TaskCompletionSource().Task;

        (JObject answer, TimeSpan after) = await bench.AnsweredAsync(bench.Client.PressAsync(Cast.Bob, bench.Card, Action("pause", bench)));

        Assert.Equal("application/vnd.microsoft.card.adaptive", answer.Value<string>("type"));
        Assert.InRange(after, TimeSpan.Zero, Limit);
        Assert.Single(bench.Kept);
    }

    [Fact]
    public async Task Given_a_retry_of_the_same_activity_when_it_comes_later_then_it_counts_once()
    {
        await using AdapterBench bench = await (await AdapterBench.StartAsync()).WithCardAsync();
        JObject invoke = bench.Client.Invoke(Cast.Alice, bench.Card, Action("pause", bench));
        JObject message = bench.Client.Message(Cast.Alice, "note once", bench.Card.Conversation);

        for (int times = 0; times < 2; times++)
        {
            (HttpResponseMessage pressed, _) = await bench.AnsweredAsync(bench.Client.SendAsync(invoke));
            (HttpResponseMessage said, _) = await bench.AnsweredAsync(bench.Client.SendAsync(message));
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (pressed.StatusCode, said.StatusCode));
            bench.Time.Advance(DoubleClicks.Moment * 2);
        }

        Assert.Equal(["pause", "note once"], bench.Kept.Select(kept => kept.Text ?? CardVerbs.NameOf(kept.Press!.Verb)));
    }

    [Fact]
    public async Task Given_the_same_press_when_it_comes_in_the_same_moment_and_later_then_only_the_later_counts_anew()
    {
        await using AdapterBench bench = await (await AdapterBench.StartAsync()).WithCardAsync();
        Task<JObject> first = bench.Client.PressAsync(Cast.Alice, bench.Card, Action("retry", bench));
        Task<JObject> second = bench.Client.PressAsync(Cast.Alice, bench.Card, Action("retry", bench));
        Task<JObject> somebodyElse = bench.Client.PressAsync(Cast.Bob, bench.Card, Action("retry", bench));
        _ = await bench.AnsweredAsync(Task.WhenAll(first, second, somebodyElse));
        Assert.Equal(2, bench.Kept.Count);

        bench.Time.Advance(DoubleClicks.Moment * 2);
        _ = await bench.AnsweredAsync(bench.Client.PressAsync(Cast.Alice, bench.Card, Action("retry", bench)));

        Assert.Equal(3, bench.Kept.Count);
    }

    [Theory]
    [InlineData("explode")]
    [InlineData("approve,deny")]
    [InlineData("3")]
    public async Task Given_a_verb_that_is_none_when_pressed_then_the_person_is_told_and_nothing_is_kept(string verb)
    {
        await using AdapterBench bench = await (await AdapterBench.StartAsync()).WithCardAsync();

        (JObject answer, _) = await bench.AnsweredAsync(bench.Client.PressAsync(Cast.Alice, bench.Card, Action(verb, bench)));

        Assert.Equal("application/vnd.microsoft.activity.message", answer.Value<string>("type"));
        Assert.Empty(bench.Inbox.Messages);
    }

    [Fact]
    public async Task Given_another_backout_in_the_data_when_pressed_in_a_thread_then_the_thread_counts()
    {
        await using AdapterBench bench = await (await AdapterBench.StartAsync()).WithCardAsync();
        JObject forged = Action("pause", bench);
        forged["data"]!["backout"] = "billing-3";

        _ = await bench.AnsweredAsync(bench.Client.PressAsync(Cast.Alice, bench.Card, forged));

        Assert.Equal(DemoStory.Id, Assert.Single(bench.Kept).Backout);
    }

    [Fact]
    public async Task Given_somebody_without_a_directory_id_when_they_press_or_speak_then_nothing_is_kept()
    {
        await using AdapterBench bench = await (await AdapterBench.StartAsync()).WithCardAsync();
        TeamsPerson nobody = Cast.Alice with { ObjectId = "" };

        (JObject answer, _) = await bench.AnsweredAsync(bench.Client.PressAsync(nobody, bench.Card, Action("pause", bench)));
        await bench.Client.SayAsync(nobody, "start checkout-api", Cast.Ops);

        Assert.Contains("did not say who you are", answer.Value<string>("value"), StringComparison.Ordinal);
        Assert.Empty(bench.Inbox.Messages);
    }

    [Fact]
    public async Task Given_a_store_that_refuses_when_somebody_speaks_then_Teams_is_not_told_that_it_was_received()
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();
        bench.Inbox.IsUnavailable = true;

        using HttpResponseMessage response = await bench.Client.SendAsync(bench.Client.Message(Cast.Alice, "start checkout-api", Cast.Ops));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    private static JObject Action(string verb, AdapterBench bench) =>
        new() { ["verb"] = verb, ["data"] = TeamsPress.Data(DemoStory.Id, "#ops", new CardButton(default, "", default, bench.Story.State.Plan!.Hash)) };

    private sealed class Hanging : IBackoutReader
    {
        public async ValueTask<BackoutHistory?> FindAsync(BackoutId id, CancellationToken cancellationToken)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            return null;
        }

        public ValueTask<IReadOnlyList<BackoutState>> ListAsync(int limit, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<BackoutState>>([]);

        public ValueTask<IReadOnlyList<BackoutState>> ListUnsettledAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<BackoutState>>([]);

        public async ValueTask WaitAsync(BackoutId? id, long version, CancellationToken cancellationToken) => await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
    }
}
