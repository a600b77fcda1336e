using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Runtime.Tests.World;
using Microsoft.Extensions.DependencyInjection;
using static BackoutBot.Runtime.Tests.World.ScriptedWorld;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>Whether the bot may be who it has to be is found out while a release is prepared.</summary>
public sealed class AccessTests : IDisposable
{
    private const string Id = "checkout-api-1";

    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_a_role_that_is_refused_when_it_is_mended_and_the_release_is_prepared_again_then_it_is_ready()
    {
        world.Finding = item => item == Checklist.Access.Id ? CheckStatus.Fail : CheckStatus.Pass;
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path, configure: builder => builder.Services.AddSingleton<ICheck>(new ScriptedCheck(world, Checklist.Access.Id)));
        await bot.TypeAsync("t-1", Alice, "prepare checkout-api v2.4.0");
        await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.NotReady);
        await Eventually.TrueAsync(
            () => world.Chat.Shown.Values.Any(message => message.Body is TextBody text && text.Headline.StartsWith("access to the accounts of the plan file: ", StringComparison.Ordinal)),
            "the thread does not say it");

        world.Finding = _ => CheckStatus.Pass;
        await bot.TypeAsync("t-2", Alice, "prepare checkout-api v2.4.0");
        await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.Ready);
    }

    [Fact]
    public async Task Given_a_bot_that_assumes_no_roles_when_a_release_is_prepared_then_it_is_ready_without()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.TypeAsync("t-1", Alice, "prepare checkout-api v2.4.0");
        var state = await bot.WhenAsync(Id, state => state.Phase is BackoutPhase.Ready);
        Assert.Equal(CheckStatus.NotApplicable, state.Checks[Checklist.Access.Id].Status);
    }
}
