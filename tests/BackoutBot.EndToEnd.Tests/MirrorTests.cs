using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Chat;
using BackoutBot.EndToEnd.Tests.Playgrounds;
using BackoutBot.EndToEnd.Tests.Processes;
using BackoutBot.EndToEnd.Tests.Slack;
using BackoutBot.EndToEnd.Tests.World;
using BackoutBot.Slack.Tests.Wire;
using Xunit.Abstractions;

namespace BackoutBot.EndToEnd.Tests;

/// <summary>One backout in Slack, in Teams and in the console at once.</summary>
[Collection(HeavyTests.Name)]
public sealed class MirrorTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Given_a_backout_on_three_platforms_then_each_has_one_card_and_whoever_acts_on_several_counts_once()
    {
        await using FakeSlack slack = await FakeSlack.StartAsync();
        Pace pace = SlackStory.Pace(slack, PlaygroundPeople.Pace(Pace.Fast)) with { Approvers = "checkout-approvers", Quorum = 2 };
        await StoryWorld.RunAsync(pace, output, async world =>
        {
            using PlaygroundProcess playground = new(world.Folder, world.Bot.Address);
            using PlaygroundPeople teams = new(playground.Address, world.Journal);
            using SlackStory inSlack = new(world, slack);
            await using ConsoleClient carol = new(world.Bot.Address, "carol");
            await playground.StartAsync();
            await teams.SayAsync("list");

            // Alice asks in Slack: she is the requester in Teams as well.
            Backout planned = await inSlack.ToApprovalAsync();
            _ = await teams.PressAsync(PlaygroundPeople.Alice, "approve", ("plan", planned.Plan));
            Backout refused = await world.Journal.UntilAsync("the refusal of alice", backout => backout.Events<CommandRefused>().Any());
            Assert.Equal(RefusalCode.RequesterCannotApprove, Assert.Single(refused.Events<CommandRefused>()).Code);

            // Bob approves here and there, and is one of the two who are needed.
            await Task.WhenAll(teams.PressAsync(PlaygroundPeople.Bob, "approve", ("plan", planned.Plan)), inSlack.PressAsync("approve", "U0BOB", "t.bob"));
            Backout half = await world.Journal.UntilAsync("the second approval of bob to be refused", backout => backout.Events<CommandRefused>().Count() == 2);
            Assert.Equal(("bob", RefusalCode.AlreadyApproved), (half.Events<CommandRefused>().Last().By.Value, half.Events<CommandRefused>().Last().Code));
            Assert.Equal(BackoutPhase.AwaitingApproval, half.Phase);

            // Carol is the other one, in the console.
            await carol.PressAsync(Journal.Id, "approve", "carol-approves-it", planned.Plan);
            Backout backout = await world.ClosedAsync(BackoutPhase.RolledBack);

            Assert.Equal(["bob", "carol"], backout.Events<PlanApproved>().Select(approved => approved.By.Value));
            Assert.Equal(0, DoneOnce.DoubledWrites(await world.Control.MutatingCallsAsync()));
            _ = Assert.Single(backout.Chat, said => said.Body is CardBody);
            _ = Assert.Single(slack.PostsIn(SlackRequests.Ops), post => SlackStory.KeyOf(post) == $"card:{Journal.Id}");
            Assert.Contains("Rolled back", (string)inSlack.Card!["text"]!, StringComparison.Ordinal);
            Assert.Contains("Rolled back", (await teams.PressAsync(PlaygroundPeople.Bob, "refresh")).ToString(), StringComparison.Ordinal);
        });
    }
}
