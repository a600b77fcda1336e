using BackoutBot.Core.Ids;
using BackoutBot.Core.Signals;
using CsCheck;

namespace BackoutBot.Core.Tests.Signals;

/// <summary>Messages come twice, by several ways and out of order: what happened once counts once, and what is over calls nobody.</summary>
public sealed class HearingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, true)]
    [InlineData(999, true)]
    [InlineData(1000, true)]
    [InlineData(-1000, true)]
    [InlineData(1001, false)]
    public void Given_an_alarm_heard_by_another_way_then_it_is_the_same_within_a_second(int milliseconds, bool same) =>
        Assert.Equal(same ? new SignalId("a") : null, Hear(Alarm("b", SignalKind.AlarmRaised, milliseconds), Alarm("a", SignalKind.AlarmRaised, 0)).Repeats);

    [Fact]
    public void Given_another_state_in_between_then_it_is_another_transition() =>
        Assert.Null(Hear(Alarm("c", SignalKind.AlarmRaised, 900), Alarm("a", SignalKind.AlarmRaised, 0), Alarm("b", SignalKind.AlarmCleared, 400)).Repeats);

    [Fact]
    public void Given_the_same_message_again_then_it_repeats_nothing() =>
        Assert.Null(Hear(Alarm("a", SignalKind.AlarmRaised, 0), Alarm("a", SignalKind.AlarmRaised, 0)).Repeats);

    [Fact]
    public void Given_an_alarm_that_is_older_than_a_known_OK_then_it_is_outdated()
    {
        Assert.True(Hear(Alarm("a", SignalKind.AlarmRaised, 0), Alarm("b", SignalKind.AlarmCleared, 60_000)).IsOutdated);
        Assert.False(Hear(Alarm("a", SignalKind.AlarmRaised, 60_000), Alarm("b", SignalKind.AlarmCleared, 0)).IsOutdated);
    }

    [Fact]
    public void Given_a_deployment_whose_end_is_known_then_its_beginning_is_outdated_whatever_the_times()
    {
        Assert.True(Hear(Deployment("a", SignalKind.DeploymentStarted, "d-1", 9000), Deployment("b", SignalKind.DeploymentSucceeded, "d-1", 0)).IsOutdated);
        Assert.False(Hear(Deployment("a", SignalKind.DeploymentStarted, "d-2", 9000), Deployment("b", SignalKind.DeploymentSucceeded, "d-1", 0)).IsOutdated);
        Assert.Equal(new SignalId("b"), Hear(Deployment("a", SignalKind.DeploymentSucceeded, "d-1", 9000), Deployment("b", SignalKind.DeploymentSucceeded, "d-1", 0)).Repeats);
    }

    [Fact]
    public void Given_a_failure_that_was_taken_back_already_then_it_is_outdated()
    {
        Assert.True(Hear(Deployment("a", SignalKind.DeploymentFailed, "d-1", 0), Deployment("b", SignalKind.DeploymentSucceeded, "d-2", 9000, takesBack: "d-1")).IsOutdated);
        Assert.False(Hear(Deployment("a", SignalKind.DeploymentFailed, "d-1", 0), Deployment("b", SignalKind.DeploymentStarted, "d-2", 9000, takesBack: "d-1")).IsOutdated);
    }

    /// <summary>Each transition comes up to three times, by ways whose times differ by less than a second, in any order.</summary>
    [Fact]
    public void Given_any_order_and_repetition_then_each_transition_is_news_once_and_what_is_over_never_calls() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[0, 1_000_000]).Sample(
            (count, seed) =>
            {
                var random = new Random(seed);
                Signal[] transitions = [.. Enumerable.Range(0, count).Select(number => Alarm($"t{number}", number % 2 == 0 ? SignalKind.AlarmRaised : SignalKind.AlarmCleared, number * 60_000))];
                Signal[] messages =
                [
                    .. transitions.SelectMany((one, number) => Enumerable.Range(0, 1 + random.Next(3)).Select(copy => one with { Id = new SignalId($"t{number}-{copy}"), OccurredAt = one.OccurredAt.AddMilliseconds(random.Next(999)) })),
                ];
                random.Shuffle(messages);
                List<HeardSignal> heard = [];
                List<Signal> news = [];
                List<Signal> calls = [];
                foreach (Signal message in messages)
                {
                    Hearing hearing = Hearing.Of(message, heard);
                    if (hearing.Repeats is null)
                    {
                        heard.Add(HeardSignal.Of(message));
                        news.Add(message);
                        if (message.IsBad && !hearing.IsOutdated)
                        {
                            calls.Add(message);
                        }
                    }
                }

                Assert.Equal(count, news.Count);
                Assert.Equal(transitions.Select(one => one.Kind), news.OrderBy(one => one.OccurredAt).Select(one => one.Kind));
                Assert.All(calls, call => Assert.DoesNotContain(news.TakeWhile(one => one.Id != call.Id), earlier => earlier.Kind is SignalKind.AlarmCleared && earlier.OccurredAt > call.OccurredAt));
            },
            iter: 500);

    private static Hearing Hear(Signal signal, params Signal[] before) => Hearing.Of(signal, [.. before.Select(HeardSignal.Of)]);

    private static Signal Alarm(string id, SignalKind kind, int milliseconds) =>
        new(new SignalId(id), kind, new ResourceKey("alarm"), "5xx", Noon.AddMilliseconds(milliseconds), $"Alarm 5xx: {kind}.", new Dictionary<string, string>());

    private static Signal Deployment(string id, SignalKind kind, string deployment, int milliseconds, string? takesBack = null) =>
        new(new SignalId(id), kind, new ResourceKey("group"), deployment, Noon.AddMilliseconds(milliseconds), $"Deployment {deployment}: {kind}.", takesBack is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["rollbackOf"] = takesBack });
}
