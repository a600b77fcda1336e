using BackoutBot.Core.Ids;
using BackoutBot.Core.Signals;

namespace BackoutBot.Runtime.Tests.Storage;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Given_a_signal_that_was_heard_then_another_process_knows_it_after_a_restart_and_the_same_message_is_no_repetition()
    {
        var other = await OpenAsync();
        Assert.Equal(new Hearing(null, false), await Store.Signals.HearAsync(Heard("m-1", SignalKind.AlarmRaised, 0), Noon, default));

        Assert.Equal(new Hearing(null, false), await Store.Signals.HearAsync(Heard("m-1", SignalKind.AlarmRaised, 0), Noon, default));
        Assert.Equal(new SignalId("m-1"), (await other.Signals.HearAsync(Heard("m-2", SignalKind.AlarmRaised, 700), Noon, default)).Repeats);
        var later = await OpenAsync();
        Assert.Equal(new SignalId("m-1"), (await later.Signals.HearAsync(Heard("m-2", SignalKind.AlarmRaised, 700), Noon, default)).Repeats);
    }

    [Fact]
    public async Task Given_a_later_OK_when_an_older_alarm_is_heard_then_it_is_outdated_and_of_another_resource_it_is_not()
    {
        await Store.Signals.HearAsync(Heard("m-1", SignalKind.AlarmCleared, 120_000), Noon, default);

        Assert.True((await Store.Signals.HearAsync(Heard("m-2", SignalKind.AlarmRaised, 0), Noon, default)).IsOutdated);
        Assert.False((await Store.Signals.HearAsync(Heard("m-3", SignalKind.AlarmRaised, 0) with { Resource = new ResourceKey("other") }, Noon, default)).IsOutdated);
    }

    [Fact]
    public async Task Given_a_deployment_that_was_taken_back_long_ago_when_its_failure_is_heard_then_it_is_outdated()
    {
        await Store.Signals.HearAsync(Heard("m-1", SignalKind.DeploymentSucceeded, -3_600_000, "d-2") with { Details = new Dictionary<string, string> { ["rollbackOf"] = "d-1" } }, Noon, default);

        Assert.True((await Store.Signals.HearAsync(Heard("m-2", SignalKind.DeploymentFailed, 0, "d-1"), Noon, default)).IsOutdated);
    }

    [Fact]
    public async Task Given_what_was_heard_long_ago_when_it_is_forgotten_then_only_what_is_newer_is_known()
    {
        await Store.Signals.HearAsync(Heard("m-1", SignalKind.AlarmRaised, 0), Noon, default);
        await Store.Signals.HearAsync(Heard("m-2", SignalKind.AlarmCleared, 60_000), Noon + TimeSpan.FromDays(1), default);

        Assert.Equal(1, await Store.Signals.ForgetAsync(Noon + TimeSpan.FromHours(1), default));
        Assert.Equal(new Hearing(null, true), await Store.Signals.HearAsync(Heard("m-3", SignalKind.AlarmRaised, 0), Noon + TimeSpan.FromDays(2), default));
    }

    private static Signal Heard(string id, SignalKind kind, int milliseconds, string subject = "5xx") =>
        new(new SignalId(id), kind, new ResourceKey("resource"), subject, Noon.AddMilliseconds(milliseconds), "It happened.", new Dictionary<string, string>());
}
