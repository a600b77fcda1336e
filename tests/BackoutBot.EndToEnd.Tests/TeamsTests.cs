using System.Text.Json;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.EndToEnd.Tests.Browsing;
using BackoutBot.EndToEnd.Tests.Playgrounds;
using BackoutBot.EndToEnd.Tests.World;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace BackoutBot.EndToEnd.Tests;

/// <summary>The story in Teams' playground: alice in front of the page, the others over its interface.</summary>
[Collection(HeavyTests.Name)]
public sealed class TeamsTests(ITestOutputHelper output)
{
    [Fact]
    public Task Given_Teams_when_production_breaks_then_alice_and_bob_roll_it_back_by_what_the_card_offers() =>
        StoryWorld.RunAsync(PlaygroundPeople.Pace(Pace.Watched), output, async world =>
        {
            using PlaygroundProcess playground = new(world.Folder, world.Bot.Address);
            using PlaygroundPeople people = new(playground.Address, world.Journal);
            await playground.StartAsync();
            await using Browser browser = await Browser.StartAsync();
            IPage page = browser.Page;
            _ = await page.GotoAsync(playground.Address.ToString());

            // Production breaks; the bot proposes in #ops, which is the team's General.
            await page.GetByText("General").First.ClickAsync();
            await world.BreakProductionAsync();
            await Expect(page.GetByText("Backout proposed")).ToBeVisibleAsync();
            ILocator start = page.GetByRole(AriaRole.Button, new() { Name = "Start backout" });
            await Expect(start).ToBeVisibleAsync();
            await browser.PictureAsync("teams-proposed");

            // Alice starts it by the card, which every client then shows to each as they may act.
            await start.ClickAsync();
            Backout planned = await world.Journal.UntilAsync("a plan to approve", backout => backout.Phase == BackoutPhase.AwaitingApproval);
            ILocator needed = page.GetByText("Approval needed");
            await Expect(needed).ToBeVisibleAsync();
            await needed.EvaluateAsync("element => element.scrollIntoView({ block: 'start' })");
            await browser.PictureAsync("teams-approval");
            Assert.Contains("approve", await people.ButtonsOfAsync(PlaygroundPeople.Bob));
            Assert.DoesNotContain("approve", await people.ButtonsOfAsync(PlaygroundPeople.Dave));

            // Neither who asked for it nor who is no approver; then bob, with a double click.
            _ = await people.PressAsync(PlaygroundPeople.Alice, "approve", ("plan", planned.Plan));
            _ = await people.PressAsync(PlaygroundPeople.Dave, "approve", ("plan", planned.Plan));
            Backout refused = await world.Journal.UntilAsync("two refusals", backout => backout.Events<CommandRefused>().Count() == 2);
            Assert.Equal([("alice", RefusalCode.RequesterCannotApprove), ("dave", RefusalCode.NotAnApprover)], refused.Events<CommandRefused>().Select(one => (one.By.Value, one.Code)));
            JsonElement[] answers = await Task.WhenAll(
                people.PressAsync(PlaygroundPeople.Bob, "approve", ("plan", planned.Plan)),
                people.PressAsync(PlaygroundPeople.Bob, "approve", ("plan", planned.Plan)));
            Assert.All(answers, answer => Assert.Equal("application/vnd.microsoft.card.adaptive", answer.GetProperty("type").GetString()));
            Backout backout = await world.ClosedAsync(BackoutPhase.RolledBack);

            Assert.Equal("bob", Assert.Single(backout.Events<PlanApproved>()).By.Value);
            Assert.Equal(0, DoneOnce.DoubledWrites(await world.Control.MutatingCallsAsync()));
            ILocator rolledBack = page.GetByText("Rolled back", new() { Exact = true });
            await Expect(rolledBack).ToHaveCountAsync(1);
            await rolledBack.EvaluateAsync("element => element.scrollIntoView({ block: 'start' })");
            await browser.PictureAsync("teams-rolled-back");

            // The post-mortem is in the thread, alice's refusal in her own chat, the announcements in the other channel.
            await Expect(page.GetByText("Post-mortem: checkout-api-1").First).ToBeAttachedAsync();
            await page.GetByText("Personal Chat").First.ClickAsync();
            await Expect(page.GetByText("You requested this backout").First).ToBeVisibleAsync();
            await page.GetByText("stakeholders").First.ClickAsync();
            await Expect(page.GetByText("is back to normal").First).ToBeVisibleAsync();
        });
}
