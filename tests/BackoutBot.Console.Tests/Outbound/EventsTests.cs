using System.Text.Json;
using BackoutBot.Console.Tests.Fakes;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BackoutBot.Console.Tests.Outbound;

public sealed class EventsTests : IAsyncLifetime
{
    private ConsoleHost host = null!;

    public async Task InitializeAsync() => host = await ConsoleHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Given_a_page_that_listens_when_something_is_said_then_it_is_pushed_as_html()
    {
        await using var events = await EventReader.OpenAsync(host.As("alice"), "channel=%23ops&after=0");
        await events.NextAsync("ready");

        Say("k1", "hello <b>you</b>");

        var news = Read(await events.NextAsync("message"));
        Assert.Equal("k1", news.GetProperty("key").GetString());
        Assert.Contains("hello &lt;b&gt;you&lt;/b&gt;", news.GetProperty("html").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_an_edit_then_it_is_pushed_under_the_same_key()
    {
        Say("k1", "first");
        await using var events = await EventReader.OpenAsync(host.As("alice"), "channel=%23ops&after=1");
        await events.NextAsync("ready");

        Say("k1", "second");

        var news = Read(await events.NextAsync("message"));
        Assert.Equal("k1", news.GetProperty("key").GetString());
        Assert.Contains("second", news.GetProperty("html").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_connection_that_was_lost_when_it_is_taken_up_with_the_last_id_then_nothing_is_missed_or_told_twice()
    {
        string lastId;
        await using (var events = await EventReader.OpenAsync(host.As("alice"), "channel=%23ops&after=0"))
        {
            Say("k1", "one");
            await events.NextAsync("message");
            lastId = events.LastId;
        }

        Say("k2", "two");
        Say("k3", "three");
        await using var again = await EventReader.OpenAsync(host.As("alice"), "channel=%23ops&after=0", lastId);

        Assert.Equal("k2", Read(await again.NextAsync("message")).GetProperty("key").GetString());
        Assert.Equal("k3", Read(await again.NextAsync("message")).GetProperty("key").GetString());
    }

    [Fact]
    public async Task Given_more_messages_than_one_batch_then_all_come_in_order()
    {
        for (var number = 0; number < 450; number++)
        {
            Say($"k{number}", "x");
        }

        await using var events = await EventReader.OpenAsync(host.As("alice"), "channel=%23ops&after=0");

        for (var number = 0; number < 450; number++)
        {
            Assert.Equal($"k{number}", Read(await events.NextAsync("message")).GetProperty("key").GetString());
        }
    }

    [Fact]
    public async Task Given_a_private_explanation_then_only_its_person_is_pushed_it()
    {
        await using var alices = await EventReader.OpenAsync(host.As("alice"), "channel=%23ops&after=0");
        await using var bobs = await EventReader.OpenAsync(host.As("bob"), "channel=%23ops&after=0");

        host.Story.Say(new ChatMessage("private", "#ops", null, new PersonId("bob"), new TextBody(CardTone.Quiet, "for bob", [])));
        Say("public", "for all");

        Assert.Equal("private", Read(await bobs.NextAsync("message")).GetProperty("key").GetString());
        Assert.Equal("public", Read(await alices.NextAsync("message")).GetProperty("key").GetString());
    }

    [Fact]
    public async Task Given_a_message_in_another_channel_then_the_page_hears_of_it_without_its_text()
    {
        await using var events = await EventReader.OpenAsync(host.As("alice"), "channel=%23ops&after=0");

        host.Story.Say(new ChatMessage("k1", "#stakeholders", null, null, new TextBody(CardTone.Quiet, "announcement", [])));

        var data = await events.NextAsync("message");
        Assert.Equal("#stakeholders", Read(data).GetProperty("channel").GetString());
        Assert.DoesNotContain("announcement", data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_backout_page_when_the_backout_moves_then_its_changed_parts_and_new_entries_are_pushed()
    {
        host.Story.Break();
        var before = host.Story.State.Version;
        await using var events = await EventReader.OpenAsync(host.As("alice"), $"backout=checkout-api-17&version={before}&after=0");
        await events.NextAsync("ready");

        host.Story.Ask();

        var seen = new List<string>();
        while (!seen.Exists(html => html.Contains($"data-key=\"entry:{host.Story.State.Version}\"", StringComparison.Ordinal)))
        {
            seen.AddRange(Read(await events.NextAsync("fragments")).GetProperty("fragments").EnumerateArray().Select(html => html.GetString()!));
        }

        Assert.Contains(seen, html => html.Contains("data-press=\"approve\"", StringComparison.Ordinal));
        for (var version = before + 1; version <= host.Story.State.Version; version++)
        {
            Assert.Single(seen, html => html.Contains($"data-key=\"entry:{version}\"", StringComparison.Ordinal));
        }

        Assert.EndsWith($".{host.Story.State.Version}", events.LastId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_the_list_of_backouts_when_one_opens_then_the_list_is_pushed()
    {
        await using var events = await EventReader.OpenAsync(host.As("alice"), "list=yes");
        Assert.Contains("There is no backout yet", await events.NextAsync("fragments"), StringComparison.Ordinal);

        host.Story.Break();

        Assert.Contains("checkout-api-17", await events.NextAsync("fragments"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_page_of_an_earlier_life_of_the_storage_then_it_is_told_to_load_again()
    {
        Say("k1", "one");
        await using var events = await EventReader.OpenAsync(host.As("alice"), "channel=%23ops&after=900");

        await events.NextAsync("reload");
    }

    [Fact]
    public async Task Given_silence_then_the_page_hears_a_beat_every_15_seconds()
    {
        await using var events = await EventReader.OpenAsync(host.As("alice"), "channel=%23ops&after=0");
        await events.NextAsync("ready");
        var beat = events.NextAsync("beat");

        while (!beat.IsCompleted)
        {
            host.Story.Pass(15);
            await Task.Yield();
        }

        await beat;
    }

    [Fact]
    public async Task Given_a_host_that_stops_then_the_streams_end()
    {
        await using var events = await EventReader.OpenAsync(host.As("alice"), "channel=%23ops&after=0");
        await events.NextAsync("ready");

        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        await Assert.ThrowsAsync<InvalidOperationException>(() => events.NextAsync("beat"));
    }

    private void Say(string key, string text) =>
        host.Story.Say(new ChatMessage(key, "#ops", null, null, new TextBody(CardTone.Quiet, text, [])));

    private static JsonElement Read(string data) => JsonDocument.Parse(data).RootElement;
}
