using BackoutBot.Core.Chat;
using BackoutBot.Runtime.Tests.World;

namespace BackoutBot.Runtime.Tests.Inbox;

/// <summary>What a topic tells and nobody can do anything with does not end in silence.</summary>
public sealed class UnplacedNoticeTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new("checkout-api", "search-api");

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_what_no_plan_file_lists_then_who_listens_to_the_topic_is_told_once_a_day_and_kind()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.HearAsync("a-1", "AlarmRaised other-api");
        await WhenSaidAsync("alarms");
        await bot.HearAsync("a-2", "AlarmRaised third-api");
        await bot.HearAsync("a-3", "DeploymentFailed other-api");
        await WhenSaidAsync("deployments");
        await bot.HearAsync("a-4", "Riddle");
        await WhenSaidAsync("riddles");

        Assert.Equal(3, Said().Length);
        Assert.Equal("The topic scripted tells of alarms, and I can do nothing with that: no plan file lists other-api-5xx.", Said()[0].Headline);
        Assert.DoesNotContain(Said()[2].Lines, line => line.Contains("list it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_the_advice_when_the_thing_is_listed_then_its_service_s_thread_has_what_is_heard_of_it()
    {
        await using (var before = await ScriptedBot.StartAsync(world, directory.Path))
        {
            await before.HearAsync("a-1", "AlarmRaised other-api");
            await WhenSaidAsync("alarms");
            Advised.By(string.Join(' ', Said()[0].Lines), "If it concerns *, list it in the plan file, an alarm under aws.alarms and anything else under aws.events");
        }

        world.Services = [.. world.Services, ScriptedWorld.Describe("other-api")];
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        await bot.HearAsync("a-2", "AlarmRaised other-api");

        await bot.WhenAsync("other-api-1", state => state.HasThread);
        Assert.Single(Said());
    }

    private TextBody[] Said() => [.. world.Chat.Deliveries.Select(one => one.Message).Where(one => one.Key.StartsWith("unplaced:", StringComparison.Ordinal)).Select(one => one.Body).OfType<TextBody>()];

    private Task WhenSaidAsync(string about) => Eventually.TrueAsync(() => Said().Any(body => body.Headline.Contains($"tells of {about},", StringComparison.Ordinal)), $"the line about {about}");
}
