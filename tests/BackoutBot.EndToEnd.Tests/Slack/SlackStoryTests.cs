using System.Text.Json.Nodes;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.EndToEnd.Tests.World;
using BackoutBot.Slack.Tests.Wire;
using Xunit.Abstractions;

namespace BackoutBot.EndToEnd.Tests.Slack;

/// <summary>The story in Slack, on the wire, with the programs as they are shipped.</summary>
[Collection(HeavyTests.Name)]
public sealed class SlackStoryTests(ITestOutputHelper output) : IAsyncLifetime
{
    private FakeSlack slack = null!;

    public async Task InitializeAsync() => slack = await FakeSlack.StartAsync();

    public async Task DisposeAsync() => await slack.DisposeAsync();

    [Fact]
    public Task Given_a_bad_release_when_bob_approves_in_slack_then_production_is_rolled_back_and_slack_shows_it() =>
        StoryWorld.RunAsync(SlackStory.Pace(slack, Pace.Fast), output, async world =>
        {
            using SlackStory story = new(world, slack);
            _ = await story.ToApprovalAsync();

            // Neither who asked for it, nor who is no approver, nor who was one until just now.
            await story.PressAsync("approve", "U0ALICE", "t.alice");
            await story.ToldAsync("U0ALICE", "requested");
            slack.Groups["checkout-approvers"].Remove("U0BOB");
            await story.PressAsync("approve", "U0BOB", "t.bob.left");
            await story.ToldAsync("U0BOB", "approver");
            Assert.Empty((await world.Journal.FindAsync())!.Events<PlanApproved>());

            // A double click.
            slack.Groups["checkout-approvers"].Add("U0BOB");
            await Task.WhenAll(story.PressAsync("approve", "U0BOB", "t.bob.1"), story.PressAsync("approve", "U0BOB", "t.bob.2"));
            Backout backout = await world.ClosedAsync(BackoutPhase.RolledBack);

            Assert.Equal("bob", Assert.Single(backout.Events<PlanApproved>()).By.Value);
            Assert.Equal(0, DoneOnce.DoubledWrites(await world.Control.MutatingCallsAsync()));
            AssertSaidOnce(story, backout);
            Assert.Null(story.Button("approve"));
            Assert.Contains("Rolled back", (string)story.Card!["text"]!, StringComparison.Ordinal);
            Assert.Equal(["# Post-mortem: checkout-api-1", "# Runbook: checkout-api-1"], slack.Files.Values.Select(file => file.Content.Split('\n')[0].Split(',')[0]).Order(StringComparer.Ordinal));
            Assert.NotEmpty(slack.PostsIn(SlackStory.Stakeholders));
            Assert.All(slack.Calls, call => Assert.Equal(FakeSlack.Token, call.Token));
            Assert.DoesNotContain(world.Bot.Output.Split(Environment.NewLine), line => !line.StartsWith("--- start", StringComparison.Ordinal) && line.Contains(FakeSlack.Token, StringComparison.Ordinal));
        });

    [Fact]
    public Task Given_a_bad_release_when_bob_denies_in_the_dialog_then_nothing_is_changed_on_aws() =>
        StoryWorld.RunAsync(SlackStory.Pace(slack, Pace.Fast), output, async world =>
        {
            using SlackStory story = new(world, slack);
            _ = await story.ToApprovalAsync();

            await story.PressAsync("deny", "U0BOB", "t.bob");
            await Eventually.TrueAsync("the dialog", () => Task.FromResult(slack.Of("views.open").Length > 0));
            var view = slack.Of("views.open").Single().Arguments["view"]!.AsObject();
            var input = view["blocks"]!.AsArray().Single(block => (string)block!["type"]! == "input")!;
            using HttpResponseMessage answer = await story.Requests.ActionAsync(new JsonObject
            {
                ["type"] = "view_submission",
                ["user"] = new JsonObject { ["id"] = "U0BOB", ["team_id"] = FakeSlack.Team },
                ["team"] = new JsonObject { ["id"] = FakeSlack.Team },
                ["view"] = new JsonObject
                {
                    ["id"] = "V1",
                    ["type"] = "modal",
                    ["hash"] = "1.a",
                    ["callback_id"] = (string)view["callback_id"]!,
                    ["private_metadata"] = (string)view["private_metadata"]!,
                    ["state"] = new JsonObject { ["values"] = new JsonObject { [(string)input["block_id"]!] = new JsonObject { [(string)input["element"]!["action_id"]!] = new JsonObject { ["type"] = "plain_text_input", ["value"] = Story.Reason } } } },
                },
            });
            Backout backout = await world.ClosedAsync(BackoutPhase.StoodDown);

            PlanDenied denied = Assert.Single(backout.Events<PlanDenied>());
            Assert.Equal(("bob", Story.Reason), (denied.By.Value, denied.Reason));
            Assert.All(await world.Control.MutatingCallsAsync(), call => Assert.Equal("sns:ConfirmSubscription", call.Action));
        });

    [Fact]
    public Task Given_the_bot_dies_with_posts_on_their_way_when_it_comes_back_then_each_appears_once() =>
        StoryWorld.RunAsync(SlackStory.Pace(slack, Pace.FastAfterSlowBeginning), output, async world =>
        {
            using SlackStory story = new(world, slack);
            using CancellationTokenSource over = new();
            Task keeping = world.Bot.KeepAliveAsync(() => Task.CompletedTask, over.Token);

            // Each arrives, and the bot is killed before it hears so: the card, a reply, a document.
            slack.LoseAnswer("chat.postMessage", world.Bot.Kill);
            _ = await story.ToApprovalAsync();
            slack.LoseAnswer("chat.postMessage", world.Bot.Kill);
            slack.LoseAnswer("files.completeUploadExternal", world.Bot.Kill);
            await story.PressAsync("approve", "U0BOB", "t.bob");
            Backout backout = await world.ClosedAsync(BackoutPhase.RolledBack);
            await over.CancelAsync();
            await keeping;

            Assert.Equal(4, world.Bot.Starts);
            Assert.Equal(0, DoneOnce.DoubledWrites(await world.Control.MutatingCallsAsync()));
            AssertSaidOnce(story, backout);
        });

    private void AssertSaidOnce(SlackStory story, Backout backout)
    {
        var posts = slack.PostsIn(SlackRequests.Ops);
        string[] keys = [.. posts.Concat(slack.PostsIn(SlackStory.Stakeholders)).Select(SlackStory.KeyOf).OfType<string>()];
        Assert.Equal(keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), keys.Order(StringComparer.Ordinal));
        string[] said = [.. backout.Chat.Where(one => one is { Author: null, OnlyFor: null, Body: not Core.Chat.DocumentBody }).Select(one => one.Key)];
        Assert.Equal(said.Order(StringComparer.Ordinal), keys.Order(StringComparer.Ordinal));

        // All of the thread stands in it, and each document, the runbook and the post-mortem, stands there once.
        Assert.All(
            posts.Where(post => backout.Chat.Any(one => one.Thread is not null && one.Key == SlackStory.KeyOf(post))),
            post => Assert.Equal((string)story.Card!["ts"]!, (string?)post["thread_ts"]));
        var documents = posts.Where(post => post["files"] is not null).ToArray();
        Assert.Equal(2, documents.Length);
        Assert.All(documents, post => Assert.Equal((string)story.Card!["ts"]!, (string?)post["thread_ts"]));
    }
}
