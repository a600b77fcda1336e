using System.Text.Json;
using System.Text.Json.Nodes;
using BackoutBot.Core.Backouts;
using BackoutBot.EndToEnd.Tests.Browsing;
using BackoutBot.EndToEnd.Tests.Playgrounds;
using BackoutBot.EndToEnd.Tests.World;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace BackoutBot.EndToEnd.Tests;

/// <summary>The story in Teams: alice in front of the playground's page, bob over its interface.</summary>
[Collection(HeavyTests.Name)]
public sealed class TeamsTests(ITestOutputHelper output)
{
    [Fact]
    public Task Given_Teams_when_production_breaks_then_alice_and_bob_roll_it_back_by_what_the_card_offers() =>
        StoryWorld.RunAsync(
            Pace.Watched,
            output,
            async world =>
            {
                using PlaygroundProcess playground = new(world.Folder, world.Bot.Address);
                using PlaygroundPeople people = new(playground.Address);
                await playground.StartAsync();
                await using Browser browser = await Browser.StartAsync();
                IPage page = browser.Page;
                _ = await page.GotoAsync(playground.Address.ToString());
                await page.GetByText("General").First.ClickAsync();

                // Production breaks; the bot proposes in #ops, which is the team's General.
                await world.Control.BreakProductionAsync();
                string reference = await world.Journal.DeliveredAsync("teams", $"card:{Journal.Id}");
                await page.ScreenshotAsync(new() { Path = "/tmp/pg/t1.png" });
                await page.GetByRole(AriaRole.Button, new() { Name = "Start backout" }).ClickAsync();
                Backout planned = await world.Journal.UntilAsync("a plan to approve", backout => backout.Phase == BackoutPhase.AwaitingApproval);
                await Task.Delay(4000);
                await page.ScreenshotAsync(new() { Path = "/tmp/pg/t2.png" });
                File.WriteAllText("/tmp/pg/t2.html", await page.ContentAsync());
                string[] parts = reference.Split('|');
                JsonElement answer = await people.PressAsync(PlaygroundPeople.Bob, parts[0], parts[1], "approve", new JsonObject { ["backout"] = Journal.Id, ["channel"] = "#ops", ["plan"] = planned.Plan });
                output.WriteLine(answer.ToString());
                await world.ClosedAsync(BackoutPhase.RolledBack);
                await Task.Delay(4000);
                await page.ScreenshotAsync(new() { Path = "/tmp/pg/t3.png" });
            },
            prepare: world =>
            {
                world.Bot.Settings["Teams__Enabled"] = "true";
                world.Bot.Settings["Teams__Channels__#ops"] = "19:ops@thread.tacv2";
                world.Bot.Settings["Teams__Channels__#stakeholders"] = "19:stakeholders@thread.tacv2";
                world.Bot.Settings["People__alice__Accounts__0"] = "teams:11111111-1111-4111-8111-111111111101";
                world.Bot.Settings["People__bob__Accounts__0"] = "teams:11111111-1111-4111-8111-111111111102";
            });
}
