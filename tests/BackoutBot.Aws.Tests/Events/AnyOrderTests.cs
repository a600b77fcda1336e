using System.Collections.Immutable;
using System.Globalization;
using BackoutBot.Aws.Events;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Journal;
using BackoutBot.Core.Signals;
using CsCheck;

namespace BackoutBot.Aws.Tests.Events;

/// <summary>
/// SNS and EventBridge deliver at least once and in no order: whatever comes of one history of a deployment and of an alarm, in whatever order, as
/// often as it may and by whichever transport, the end is the same.
/// </summary>
public sealed class AnyOrderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Ends = ["SUCCEEDED", "FAILED", "STOPPED", ""];

    private static readonly Gen<History> Histories =
        Gen.Select(Gen.Int[0, Ends.Length - 1], Gen.Bool, Gen.Int[0, 4], (end, takenBack, turns) => new History(Ends[end], takenBack && Ends[end] == "FAILED", turns));

    [Fact]
    public void Given_any_order_and_repetition_by_both_transports_then_the_end_is_that_of_the_order_in_which_it_happened() =>
        Gen.Select(Histories, Gen.Int[0, int.MaxValue]).Sample(
            (history, seed) =>
            {
                List<Message> all = history.Messages();
                Told inOrder = Hear(all);

                var random = new Random(seed);
                Message[] heard = [.. all, .. all.Where(_ => random.Next(3) == 0)];
                random.Shuffle(heard);
                Told shuffled = Hear(heard);

                Assert.Equal(inOrder.End, shuffled.End);
                Assert.True(shuffled.MostLines <= 1, string.Join('\n', shuffled.Lines));
            },
            iter: 2000);

    private static Told Hear(IReadOnlyList<Message> messages)
    {
        Dictionary<ResourceKey, ImmutableList<HeardSignal>> memory = [];
        var state = BackoutState.New(new BackoutId("checkout-api-1"));
        List<string> lines = [];
        List<Signal> joined = [];

        // Nothing is dealt with before all was heard: what of time passing ends a watch is not what is asked here.
        foreach (Message message in messages)
        {
            Signal signal = Assert.IsType<IntakeReading.Event>(AwsEventReader.Read(message.Text, new EventOrigin(new SignalId(message.Id), new TopicArn("aws", "eu-west-1", "123456789012", "checkout-api-alarms"), Noon.AddHours(1), _ => false))).Signal;
            ImmutableList<HeardSignal> known = memory.GetValueOrDefault(signal.Resource, []);
            Hearing hearing = Hearing.Of(signal, known);
            if (hearing.Repeats is not null)
            {
                continue;
            }

            memory[signal.Resource] = known.Exists(one => one.Id == signal.Id) ? known : known.Add(HeardSignal.Of(signal));
            var join = new JoinSignal(new CommandKey($"signal:{signal.Id}"), signal) { IsOutdated = hearing.IsOutdated };
            if (state.Version == 0 && !BackoutDecider.IsReasonToOpen(join))
            {
                continue;
            }

            state = Send(state, join, Noon, lines, joined);
        }

        BackoutState late = state.Version == 0 ? state : Send(state, new Tick(new CommandKey("tick")), Noon.AddHours(3), lines, joined);
        return new Told(
            $"open: {late.Version > 0 && !late.IsClosed}; alarms: {string.Join(',', state.ActiveAlarms.Select(alarm => alarm.Subject))}; going out: {string.Join(',', state.GoingOut)}",
            joined.Count == 0 ? 0 : joined.GroupBy(signal => (signal.Kind, signal.Subject, signal.IsOfDeployment ? Noon : signal.OccurredAt.AddTicks(-(signal.OccurredAt.Ticks % TimeSpan.TicksPerMinute)), signal.TakesBack)).Max(group => group.Count()),
            lines);
    }

    private static BackoutState Send(BackoutState state, BackoutCommand command, DateTimeOffset now, List<string> lines, List<Signal> joined)
    {
        Decision decision = BackoutDecider.Decide(state, command, new DecisionContext(CheckoutApi.Service, now, Authority.None));
        foreach (BackoutEvent happened in decision.Events)
        {
            var entry = new JournalEntry(state.Id, state.Version + 1, now, command.By, command.Key, null, happened, JournalChain.Genesis, JournalChain.Genesis);
            BackoutState before = state;
            state = state.Apply(entry);
            lines.AddRange(ThreadWriter.Write(before, entry, state).Select(message => message.Body).OfType<TextBody>().Select(body => body.Headline));
            if (happened is SignalJoined { Signal: var signal })
            {
                joined.Add(signal);
            }
        }

        return state;
    }

    private sealed record Told(string End, int MostLines, List<string> Lines);

    private sealed record Message(string Id, string Text);

    /// <param name="End">How the deployment ended; empty where it has not.</param>
    /// <param name="IsTakenBack">Whether CodeDeploy took it back.</param>
    /// <param name="Turns">How often the alarm changed its state, to ALARM first.</param>
    private sealed record History(string End, bool IsTakenBack, int Turns)
    {
        public List<Message> Messages()
        {
            List<Message> all = [.. Deployment("d-1", "CREATED", 0, null)];
            if (End.Length > 0)
            {
                all.AddRange(Deployment("d-1", End, 300, null));
            }

            if (IsTakenBack)
            {
                all.AddRange(Deployment("d-2", "CREATED", 301, "d-1"));
                all.AddRange(Deployment("d-2", "SUCCEEDED", 420, "d-1"));
            }

            for (int turn = 0; turn < Turns; turn++)
            {
                all.AddRange(Alarm(turn % 2 == 0 ? "ALARM" : "OK", 60 + (120 * turn)));
            }

            return all;
        }

        private static IEnumerable<Message> Deployment(string id, string status, int second, string? takesBack)
        {
            string java = Noon.AddSeconds(second).ToString("ddd MMM dd HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture);
            string rollback = takesBack is null ? "{}" : $$"""{\"RollbackTriggeringDeploymentId\":\"{{takesBack}}\"}""";
            string state = status switch { "CREATED" => "START", "SUCCEEDED" => "SUCCESS", "FAILED" => "FAILURE", _ => "STOP" };
            yield return new Message(
                $"{id}-{status}-trigger",
                $$"""{"region":"eu-west-1","accountId":"123456789012","eventTriggerName":"t","applicationName":"checkout-api","deploymentId":"{{id}}","deploymentGroupName":"checkout-api-prod","createTime":"{{java}}","completeTime":"{{java}}","status":"{{status}}","rollbackInformation":"{{rollback}}"}""");
            yield return new Message(
                $"{id}-{status}-event",
                $$"""{"account":"123456789012","region":"eu-west-1","detail-type":"CodeDeploy Deployment State-change Notification","source":"aws.codedeploy","time":"{{Noon.AddSeconds(second):yyyy-MM-ddTHH:mm:ssZ}}","detail":{"application":"checkout-api","deploymentId":"{{id}}","state":"{{state}}","deploymentGroup":"checkout-api-prod"} }""");
        }

        private static IEnumerable<Message> Alarm(string state, int second)
        {
            const string arn = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:checkout-api-5xx";
            yield return new Message(
                $"alarm-{second}-action",
                $$"""{"AlarmName":"checkout-api-5xx","NewStateValue":"{{state}}","NewStateReason":"r","StateChangeTime":"{{Noon.AddSeconds(second):yyyy-MM-ddTHH:mm:ss.423}}+0000","AlarmArn":"{{arn}}"}""");
            yield return new Message(
                $"alarm-{second}-event",
                $$"""{"detail-type":"CloudWatch Alarm State Change","source":"aws.cloudwatch","account":"123456789012","time":"{{Noon.AddSeconds(second + 1):yyyy-MM-ddTHH:mm:ssZ}}","region":"eu-west-1","resources":["{{arn}}"],"detail":{"alarmName":"checkout-api-5xx","state":{"value":"{{state}}","reason":"r","timestamp":"{{Noon.AddSeconds(second):yyyy-MM-ddTHH:mm:ss.987}}+0000"} } }""");
        }
    }
}
