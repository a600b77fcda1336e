using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Slack.Tests.Manifests;
using BackoutBot.Slack.Tests.Wire;
using Outcome = BackoutBot.Core.Chat.Delivery;

namespace BackoutBot.Slack.Tests.Outbound;

/// <summary>Whoever does what a refusal of Slack advises has the next message delivered.</summary>
public sealed class DeliveryAdviceTests
{
    private static readonly ChatMessage News = new("entry:checkout-api-17:3", "#ops", null, null, new TextBody(CardTone.Good, "alice approved plan abcdef01.", []));

    [Theory]
    [InlineData("is_archived", "* is archived: unarchive it, or name another in Slack:Channels")]
    [InlineData("restricted_action", "the workspace does not let the bot post in *: allow it in the channel's settings")]
    [InlineData("no_permission", "the workspace's policy forbids it: ask its administrator")]
    public async Task Given_a_channel_that_takes_nothing_when_whoever_may_changes_that_in_Slack_then_it_is_delivered(string code, string advice)
    {
        await using var bot = await SlackBot.StartAsync();
        bot.Slack.Refusing["C0OPS"] = FakeSlack.Error(code);
        Advised.By(await RefusedAsync(bot), advice);

        bot.Slack.Refusing.Clear();
        await DeliveredAsync(bot);
    }

    [Theory]
    [InlineData("is_archived", "* is archived: unarchive it, or name another in Slack:Channels")]
    [InlineData("channel_not_found", "there is no channel *, or it is private and the bot was not invited: compare Slack:Channels with the id in the channel's details")]
    public async Task Given_a_channel_that_is_of_no_use_when_the_id_of_another_is_set_then_it_is_delivered(string code, string advice)
    {
        await using var bot = await SlackBot.StartAsync();
        bot.Slack.Refusing["C0OPS"] = FakeSlack.Error(code);
        Advised.By(await RefusedAsync(bot), advice);

        await using var again = await SlackBot.StartAsync(settings: ("Slack:Channels:#ops", "C0NEWOPS"));
        again.Slack.Refusing["C0OPS"] = FakeSlack.Error(code);
        await DeliveredAsync(again);
    }

    [Fact]
    public async Task Given_a_channel_that_the_bot_is_not_in_when_it_is_invited_by_its_name_then_it_is_delivered()
    {
        await using var bot = await SlackBot.StartAsync();
        bot.Slack.Elsewhere.Add("C0OPS");
        string[] told = Advised.By(await RefusedAsync(bot), "the bot is not in *: say /invite @BackoutBot there");
        Assert.Equal(["BackoutBot"], Manifest.TextsAt("features.bot_user.display_name"));

        bot.Slack.Elsewhere.Remove(told[0]);
        await DeliveredAsync(bot);
    }

    [Fact]
    public async Task Given_a_token_that_is_revoked_when_the_new_one_is_set_then_it_is_delivered()
    {
        await using var bot = await SlackBot.StartAsync(isKnown: false, ("Slack:BotToken", "xoxb-revoked"));
        Advised.By(await RefusedAsync(bot), "Slack:BotToken is not accepted any more: install the app again and set the new token");

        await using var again = await SlackBot.StartAsync(settings: ("Slack:BotToken", FakeSlack.Token));
        await DeliveredAsync(again);
    }

    [Theory]
    [InlineData("chat:write")]
    [InlineData("files:write")]
    public async Task Given_a_scope_that_is_missing_when_the_app_is_installed_with_the_manifest_then_it_is_delivered(string scope)
    {
        await using var bot = await SlackBot.StartAsync();
        bot.Slack.Refusing["C0OPS"] = FakeSlack.Error("missing_scope", ("needed", scope));
        string needed = Advised.By(await RefusedAsync(bot), "the app lacks the scope *: take manifests/slack/manifest.yaml as it is now, then install the app again")[0];

        Assert.Contains(needed, Manifest.TextsAt("oauth_config.scopes.bot[*]"));
        bot.Slack.Refusing.Clear();
        await DeliveredAsync(bot);
    }

    [Fact]
    public async Task Given_a_proxy_that_lets_nothing_through_when_it_is_gone_then_it_is_delivered()
    {
        await using var bot = await SlackBot.StartAsync();
        bot.Slack.NextTime("chat.postMessage", context =>
        {
            context.Response.StatusCode = 407;
            return Task.CompletedTask;
        });
        Advised.By(await RefusedAsync(bot), "Look whether a proxy stands between the bot and Slack.");

        await DeliveredAsync(bot);
    }

    [Fact]
    public async Task Given_a_channel_without_an_id_when_it_is_added_then_it_is_delivered()
    {
        var elsewhere = News with { Channel = "#stakeholders" };
        await using var bot = await SlackBot.StartAsync();
        string said = await RefusedAsync(bot, elsewhere);
        Advised.By(said, "Add it, then restart.");
        Assert.StartsWith("Slack:Channels has no id for #stakeholders.", said, StringComparison.Ordinal);

        await using var again = await SlackBot.StartAsync(settings: ("Slack:Channels:#stakeholders", "C0STAKE"));
        await DeliveredAsync(again, elsewhere);
    }

    [Fact]
    public async Task Given_somebody_without_an_account_when_it_is_added_then_they_are_told()
    {
        var refusal = News with { OnlyFor = new PersonId("zoe") };
        await using var bot = await SlackBot.StartAsync();
        string[] told = Advised.By(await RefusedAsync(bot, refusal), "* has no account in Slack: add it to People:*:Accounts as slack: and the member id, such as *.");

        bot.Ports.People[told[2]] = told[1];
        await DeliveredAsync(bot, refusal);
        Assert.Equal("U024BE7LH", Assert.Single(bot.Slack.Whispers)["user"]);
    }

    private static async Task<string> RefusedAsync(SlackBot bot, ChatMessage? message = null) =>
        Assert.IsType<Outcome.Refused>(await bot.Platform.DeliverAsync(new ChatDelivery(message ?? News, null, null, false), default)).Reason;

    private static async Task DeliveredAsync(SlackBot bot, ChatMessage? message = null) =>
        Assert.IsType<Outcome.Done>(await bot.Platform.DeliverAsync(new ChatDelivery(message ?? News, null, null, false), default));
}
