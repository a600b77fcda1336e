using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Teams.Tests.Wire;

namespace BackoutBot.Teams.Tests.Outbound;

/// <summary>Whoever does what a refusal of Teams advises has the next message delivered.</summary>
public sealed class DeliveryAdviceTests
{
    private static readonly ChatMessage News = new("m:1", "#ops", null, null, new TextBody(CardTone.Quiet, "hello", []));

    [Theory]
    [InlineData("install", "Teams has not told the bot yet how to speak in *: add the app to that team or chat, or mention the bot there once.")]
    [InlineData("mention", "Teams has not told the bot yet how to speak in *: add the app to that team or chat, or mention the bot there once.")]
    public async Task Given_a_bot_that_nobody_has_added_when_it_is_added_or_mentioned_then_it_is_delivered(string way, string advice)
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();
        string[] told = Advised.By(await SaidAsync(bench), advice);
        Assert.Equal("#ops", told[0]);

        await (way == "install" ? bench.Client.InstallAsync() : bench.Client.SayAsync(Cast.Alice, "list", Cast.Ops));
        await DeliveredAsync(bench);
    }

    [Fact]
    public async Task Given_a_secret_that_is_wrong_when_the_settings_are_mended_then_it_is_delivered()
    {
        await using AdapterBench bench = await AdapterBench.StartAsync(setting: ("Teams:AppPassword", "expired"));
        await bench.Client.InstallAsync();
        Advised.By(await SaidAsync(bench), "Check Teams:AppId, Teams:AppPassword and Teams:TenantId.");

        await using AdapterBench again = await AdapterBench.StartAsync(setting: ("Teams:AppPassword", FakeEntra.Secret));
        await again.Client.InstallAsync();
        await DeliveredAsync(again);
    }

    [Theory]
    [InlineData(401, "Check Teams:AppId, Teams:AppPassword and Teams:TenantId, and that the bot's channel Teams is on.")]
    [InlineData(403, "Add the app to that team or chat; for a private message, the person needs the app.")]
    public async Task Given_Teams_that_lets_the_bot_say_nothing_when_that_is_mended_there_then_it_is_delivered(int status, string advice)
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();
        await bench.Client.InstallAsync();
        bench.Microsoft.Connector.Fail(status);
        Advised.By(await SaidAsync(bench), advice);

        await bench.Client.InstallAsync();
        await DeliveredAsync(bench);
    }

    [Fact]
    public async Task Given_a_channel_that_is_deleted_when_the_id_of_another_is_set_then_it_is_delivered()
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();
        await bench.Client.InstallAsync();
        bench.Microsoft.Connector.Fail(404, code: "ConversationNotFound");
        Advised.By(await SaidAsync(bench), "Check Teams:Channels; a message may have been deleted.");

        await using AdapterBench again = await AdapterBench.StartAsync(setting: ("Teams:Channels:#ops", Cast.General));
        await again.Client.InstallAsync();
        await DeliveredAsync(again);
        Assert.StartsWith(Cast.General, again.Microsoft.Connector.Shown[^1].Conversation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_somebody_without_an_account_when_it_is_added_then_they_are_told()
    {
        ChatMessage refusal = News with { OnlyFor = new PersonId("carol") };
        await using AdapterBench bench = await (await AdapterBench.StartAsync()).WithCardAsync();
        string[] told = Advised.By(await SaidAsync(bench, refusal), "* has no account in Teams: add it to People:*:Accounts as teams: and the Entra object id.");

        await using AdapterBench again = await (await AdapterBench.StartAsync(setting: ($"People:{told[1]}:Accounts:0", $"teams:{Cast.Bob.ObjectId}"))).WithCardAsync();
        await DeliveredAsync(again, refusal);
    }

    private static async Task<string> SaidAsync(AdapterBench bench, ChatMessage? message = null) => await bench.DeliverAsync(message ?? News) switch
    {
        Delivery.Later later => later.Reason,
        Delivery.Refused refused => refused.Reason,
        var done => throw new InvalidOperationException($"It was delivered: {done}"),
    };

    private static async Task DeliveredAsync(AdapterBench bench, ChatMessage? message = null) => Assert.IsType<Delivery.Done>(await bench.DeliverAsync(message ?? News));
}
