using BackoutBot.Core.Backouts;
using BackoutBot.EndToEnd.Tests.Browsing;
using BackoutBot.EndToEnd.Tests.World;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace BackoutBot.EndToEnd.Tests;

/// <summary>The story as people see it: in the console, with mouse and keyboard.</summary>
[Collection(HeavyTests.Name)]
public sealed class BrowserTests(ITestOutputHelper output)
{
    [Fact]
    public Task Given_the_console_when_production_breaks_then_alice_and_bob_roll_it_back_by_what_the_page_offers() =>
        StoryWorld.RunAsync(Pace.Watched, output, async world =>
        {
            await using Browser browser = await Browser.StartAsync();
            IPage page = browser.Page;
            List<string> complaints = [];
            page.PageError += (_, error) => complaints.Add(error);
            page.Console += (_, message) => complaints.AddRange(message.Type == "error" ? [message.Text] : []);
            _ = await page.GotoAsync(world.Bot.Address.ToString());
            await browser.BecomeAsync("alice");

            // Production breaks; the bot proposes.
            await page.GetByRole(AriaRole.Button, new() { Name = "Break production" }).ClickAsync();
            ILocator card = page.Locator("section.card");
            await Expect(card.GetByText("checkout-api-5xx").First).ToBeVisibleAsync();
            await Expect(card.Locator("[data-press=start]")).ToBeVisibleAsync();
            await browser.PictureAsync("console-proposed");

            // Alice asks by command, and may not approve what she asked for.
            ILocator box = page.GetByLabel("Message in #ops");
            await box.PressSequentiallyAsync("/backout start checkout-api");
            await box.PressAsync("Enter");
            ILocator approve = card.Locator("[data-press=approve]");
            await Expect(approve).ToBeVisibleAsync();
            await approve.ScrollIntoViewIfNeededAsync();
            await browser.PictureAsync("console-approval");
            await browser.PressAsync(approve);
            await Expect(page.Locator(".message.is-private")).ToContainTextAsync("request");

            // Bob sees neither her refusal nor what he is not asked; he approves.
            await browser.BecomeAsync("bob");
            await Expect(page.Locator(".message.is-private")).ToHaveCountAsync(0);
            await Expect(card.Locator(".steps > .step")).Not.ToHaveCountAsync(0);
            await browser.PressAsync(approve);
            await Expect(card.Locator(".progress")).ToBeVisibleAsync();
            await Expect(card.Locator("header .status").First).ToContainTextAsync("Rolled back", new() { IgnoreCase = true });

            // The post-mortem is in the thread, and opens.
            ILocator document = page.Locator("details.document", new() { HasText = "Post-mortem" });
            await Expect(document).ToBeVisibleAsync();
            await card.Locator("header").First.ScrollIntoViewIfNeededAsync();
            await browser.PictureAsync("console-rolled-back");
            await document.Locator("summary").ClickAsync();
            await Expect(document.Locator(".prose")).ToContainTextAsync("v2.4.0");

            // The other channel has the announcements, the backout's page the whole journal.
            await page.Locator("[data-channel-link='#stakeholders']").ClickAsync();
            await Expect(page.Locator(".message.by-bot").First).ToBeVisibleAsync();
            _ = await page.GotoAsync(new Uri(world.Bot.Address, $"/backouts/{Journal.Id}").ToString());
            await Expect(page.Locator("#head-title")).ToHaveTextAsync(Journal.Id);
            Backout backout = await world.ClosedAsync(BackoutPhase.RolledBack);
            await Expect(page.Locator(".timeline > *")).ToHaveCountAsync(backout.Entries.Count);
            await browser.PictureAsync("backout-page");

            DoneOnce.Assert(backout, await world.Control.MutatingCallsAsync());
            Assert.Empty(complaints);
        });
}
