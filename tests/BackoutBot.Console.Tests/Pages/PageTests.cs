using System.Net;
using BackoutBot.Console.Tests.Fakes;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Console.Tests.Pages;

public sealed class PageTests : IAsyncLifetime
{
    private ConsoleHost host = null!;

    public async Task InitializeAsync() => host = await ConsoleHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task The_channels_are_those_of_the_plan_files_and_those_in_which_something_was_said()
    {
        host.Story.Say(new ChatMessage("x", "#random", null, null, new TextBody(CardTone.Quiet, "hi", [])));
        host.Story.Say(new ChatMessage("y", "#secret", null, new PersonId("bob"), new TextBody(CardTone.Quiet, "psst", [])));

        var page = await host.As("alice").GetStringAsync("/");

        var links = System.Text.RegularExpressions.Regex.Matches(page, "data-channel-link=\"([^\"]+)\"").Select(match => match.Groups[1].Value);
        Assert.Equal(["#ops", "#stakeholders", "#status-page", "#random"], links);
    }

    [Fact]
    public async Task Given_no_channel_when_a_plan_file_is_added_and_the_page_is_loaded_again_then_its_channel_is_there()
    {
        host.Catalogue.All = [];
        using var nothing = await host.As("alice").GetAsync("/");
        Advised.By(await nothing.Content.ReadAsStringAsync(), "Add a plan file for a service, then reload.");

        host.Catalogue.All = [DemoCatalogue.CheckoutApi];
        Assert.Contains("data-channel-link=\"#ops\"", await host.As("alice").GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/backouts")]
    public async Task Given_a_halt_then_every_page_says_so_and_nothing_in_its_reason_acts(string path)
    {
        host.Story.Backouts.Ban = "Halted by alice (<script>alert(1)</script>)";

        var page = await host.As("bob").GetStringAsync(path);

        Assert.Contains("Halted by alice (&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_message_that_was_not_understood_then_its_page_shows_it_with_the_reason_and_nothing_of_it_acts()
    {
        host.Inbox.Unrecognised.Add(new InboxEntry(new InboxMessage("k", "sns", "<script>alert(1)</script>", host.Story.Time.GetUtcNow(), null), InboxStatus.Unrecognised, "No plan file names the topic.", 0));

        var page = await host.As("alice").GetStringAsync("/inbox");

        Assert.Contains("No plan file names the topic.", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_an_explanation_for_one_person_then_nobody_else_is_sent_it()
    {
        host.Story.Break().Ask().Approve();

        var alices = await host.As("alice").GetStringAsync("/");
        var daves = await host.As("dave").GetStringAsync("/");
        var carols = await host.As("carol").GetStringAsync("/");

        Assert.Contains("somebody else must approve it", alices, StringComparison.Ordinal);
        Assert.Contains("only visible to you", alices, StringComparison.Ordinal);
        Assert.Contains("Only an approver", daves, StringComparison.Ordinal);
        Assert.DoesNotContain("Only an approver", alices, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody else must approve it", carols, StringComparison.Ordinal);
        Assert.DoesNotContain("only visible to you", carols, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_backout_page_lists_all_13_phases_and_22_items_and_every_journal_entry()
    {
        host.Story.Break().Ask();

        var page = WebUtility.HtmlDecode(await host.As("alice").GetStringAsync("/backouts/checkout-api-17"));

        Assert.All(Checklist.Phases, phase => Assert.Contains(phase.Title, page, StringComparison.Ordinal));
        Assert.All(Checklist.Items, item => Assert.Contains($"data-key=\"item:{item.Id}\"", page, StringComparison.Ordinal));
        Assert.All(host.Story.History.Entries, entry => Assert.Contains($"data-key=\"entry:{entry.Version}\"", page, StringComparison.Ordinal));
        Assert.Contains(host.Story.State.Plan!.Hash.Value, page, StringComparison.Ordinal);
        Assert.Contains("elasticloadbalancing:DescribeTargetHealth", page, StringComparison.Ordinal);
        Assert.Contains("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", page, StringComparison.Ordinal);
        Assert.Contains($"Hash chain is whole ({host.Story.History.Entries.Count} entries)", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_written_post_mortem_then_the_backout_page_holds_it()
    {
        host.Story.Break().Ask().Approve().ApproveAgain().Run().Finish();

        var page = await host.As("alice").GetStringAsync("/backouts/checkout-api-17");

        Assert.Contains("Post-mortem: checkout-api-17", page, StringComparison.Ordinal);
        Assert.Contains("<h3>What was seen</h3>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-press", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_names_every_backout_with_its_state()
    {
        Assert.Contains("There is no backout yet", await host.As("alice").GetStringAsync("/backouts"), StringComparison.Ordinal);
        host.Story.Break();

        var page = await host.As("alice").GetStringAsync("/backouts");

        Assert.Contains("href=\"/backouts/checkout-api-17\"", page, StringComparison.Ordinal);
        Assert.Contains("Watching", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/backouts/nope")]
    [InlineData("/backouts/%3Cscript%3E")]
    [InlineData("/?channel=%23nowhere")]
    public async Task Given_a_name_that_nothing_has_then_404_says_so(string path)
    {
        var response = await host.As("alice").GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain("<script>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chat_platform_keeps_what_it_is_given_and_answers_with_its_key()
    {
        var platform = host.Services.GetServices<IChatPlatform>().Single(platform => platform.Name == "console");
        var message = new ChatMessage("checkout-api-17:4", "#ops", null, null, new TextBody(CardTone.Quiet, "hi", []));

        Assert.Equal(new Delivery.Done("checkout-api-17:4"), await platform.DeliverAsync(new ChatDelivery(message, null, null, false), CancellationToken.None));
        Assert.Equal(new Delivery.Done("checkout-api-17:4"), await platform.DeliverAsync(new ChatDelivery(message, null, "checkout-api-17:4", false), CancellationToken.None));
        Assert.Equal(message, Assert.Single(host.Chat.Entries).Message);
        Assert.Equal(new ChatCapabilities(TimeSpan.Zero, TimeSpan.Zero, PrivateReplies: true), platform.Capabilities);

        host.Chat.Fault = new IOException("The disk is full.");
        Assert.Contains("The disk is full.", Assert.IsType<Delivery.Later>(await platform.DeliverAsync(new ChatDelivery(message, null, null, false), CancellationToken.None)).Reason, StringComparison.Ordinal);
    }
}
