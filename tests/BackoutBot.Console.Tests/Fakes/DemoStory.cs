using System.Text.Json;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Signals;
using Microsoft.Extensions.Time.Testing;

namespace BackoutBot.Console.Tests.Fakes;

/// <summary>The demo story, decided by the real domain and told into an in-memory journal and chat.</summary>
public sealed class DemoStory
{
    private static readonly JsonElement NoInput = JsonDocument.Parse("{}").RootElement;
    private static readonly Authority Approver = new(true, true, "member of checkout-approvers");
    private static readonly Authority Bystander = new(true, false, "known, not an approver");

    private readonly List<JournalEntry> entries = [];
    private BackoutState state = BackoutState.New(Id);
    private int keys;

    public static BackoutId Id { get; } = new("checkout-api-17");

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 3, 12, 4, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.Zero };

    public MemoryBackouts Backouts { get; } = new();

    public MemoryChatLog Chat { get; }

    public DemoStory() => Chat = new MemoryChatLog(Time);

    public BackoutState State => state;

    public BackoutHistory History => new(state, [.. entries], null);

    public Card Card => CardWriter.Write(state, Time.GetUtcNow());

    /// <summary>Production breaks: the deployment starts, two alarms go off.</summary>
    public DemoStory Break()
    {
        Tell(new JoinSignal(Key(), Signal("d", SignalKind.DeploymentStarted, "d-9VZQ3M2KX", "CodeDeploy deployment d-9VZQ3M2KX of checkout-api to checkout-api-prod began.")));
        Pass(74);
        Tell(new JoinSignal(Key(), Signal("a", SignalKind.AlarmRaised, "checkout-api-5xx", "Alarm checkout-api-5xx went off: 41 errors in 1 minute, threshold 5.")));
        Pass(21);
        Tell(new JoinSignal(Key(), Signal("l", SignalKind.AlarmRaised, "checkout-api-latency", "Alarm checkout-api-latency went off: p99 3.8 s, threshold 1 s.")));
        return this;
    }

    /// <summary>alice asks; the state is captured, the checks run, the plan is made.</summary>
    public DemoStory Ask()
    {
        Pass(40);
        Tell(new Start(Key(), new PersonId("alice"), "5xx since the deployment began"));
        Pass(2);
        Tell(new ReportRestorePoint(
            Key(),
            new RestorePoint(
                Time.GetUtcNow(),
                [
                    new CapturedState("codedeploy-stop", "checkout-api / checkout-api-prod", "revision v2.3.1 (s3://shop-artifacts/checkout-api/v2.3.1.zip)", NoInput),
                    new CapturedState("route53-revert", "api.shop.example. CNAME", "checkout-v231.shop.example., TTL 60", NoInput),
                ],
                []),
            "captured now"));
        Check("3.1", CheckStatus.Fail, "4 of 8 targets of checkout-api-prod are unhealthy.", "Wait for the rollback, or take the four instances out of the target group.", ("healthy", "4"), ("unhealthy", "4"));
        Check("6.1", CheckStatus.Pass, "api.shop.example. is captured; TTL 60 s; the reverting change is known.", null, ("ttl", "60"));
        Check("7.1", CheckStatus.Warn, "3 alarms exist and act; checkout-api-health lacks data for 4 minutes.", "See why checkout-api-health lacks data.", ("alarms", "3"));
        Pass(3);
        Tell(new ReportPlanning(Key(), State.PlanRound,
        [
            new PlannedStep(new StepId("deployment"), new PlanningOutcome.Planned(new PlanStep(
                new StepId("deployment"), "codedeploy-stop", [], "Stop deployment d-9VZQ3M2KX and roll it back", "4 of 8 instances on v2.4.0, deployment in progress",
                "8 of 8 instances on v2.3.1", TimeSpan.FromMinutes(4), Reversibility.Compensable, null, null, 1, NoInput))),
            new PlannedStep(new StepId("dns"), new PlanningOutcome.Planned(new PlanStep(
                new StepId("dns"), "route53-revert", [new StepId("deployment")], "Revert api.shop.example. in zone Z0SHOPEXAMPLE00001", "CNAME checkout-v240.shop.example., TTL 60",
                "CNAME checkout-v231.shop.example., TTL 60", TimeSpan.FromSeconds(95), Reversibility.Reversible, "Resolvers keep the old answer for up to 60 s.", null, 2, NoInput))),
        ]));
        return this;
    }

    /// <summary>alice may not approve, dave isn't an approver, bob and carol approve.</summary>
    public DemoStory Approve()
    {
        Pass(30);
        Tell(new Approve(Key(), new PersonId("alice"), state.Plan!.Hash), Approver);
        Pass(5);
        Tell(new Approve(Key(), new PersonId("dave"), state.Plan!.Hash), Bystander);
        Pass(9);
        Tell(new Approve(Key(), new PersonId("bob"), state.Plan!.Hash), Approver);
        return this;
    }

    /// <summary>The second approver.</summary>
    public DemoStory ApproveAgain()
    {
        Pass(14);
        Tell(new Approve(Key(), new PersonId("carol"), state.Plan!.Hash), Approver);
        return this;
    }

    /// <summary>The first step runs half way.</summary>
    public DemoStory Run()
    {
        Pass(1);
        Tell(new IntendStep(Key(), new StepId("deployment")));
        Tell(new ReportStart(Key(), new StepId("deployment"), 1, new StartOutcome.Started("d-9VZQ3M2KX", "CodeDeploy stops d-9VZQ3M2KX and deploys v2.3.1 as d-7AAB1CQ0P.")));
        Pass(45);
        Tell(new ReportObservation(Key(), new StepId("deployment"), 1, new Observation.Running(50, "2 of 4 instances are back on v2.3.1.")));
        return this;
    }

    /// <summary>Everything ends well and is written up.</summary>
    public DemoStory Finish()
    {
        Pass(70);
        Tell(new ReportObservation(Key(), new StepId("deployment"), 1, new Observation.Succeeded("8 of 8 instances are on v2.3.1.", [Evidence("codedeploy:GetDeployment", ("status", "Succeeded"))])));
        Tell(new IntendStep(Key(), new StepId("dns")));
        Tell(new ReportStart(Key(), new StepId("dns"), 1, new StartOutcome.Started("/change/C0SHOP", "Route 53 takes the change on.")));
        Pass(62);
        Tell(new ReportObservation(Key(), new StepId("dns"), 1, new Observation.Succeeded("api.shop.example. answers checkout-v231.shop.example.", [])));
        Pass(20);
        Tell(new JoinSignal(Key(), Signal("ok1", SignalKind.AlarmCleared, "checkout-api-5xx", "Alarm checkout-api-5xx is quiet again.")));
        Tell(new JoinSignal(Key(), Signal("ok2", SignalKind.AlarmCleared, "checkout-api-latency", "Alarm checkout-api-latency is quiet again.")));
        Validate();
        Pass(130);
        Validate();
        Tell(new Tick(Key()));
        Tell(new WritePostMortem(Key()));
        return this;

        void Validate() => Tell(new ReportValidation(Key(),
        [
            new CheckResult(new ItemId("12.1"), CheckStatus.Pass, "8 of 8 targets are healthy and on v2.3.1.", null, [Evidence("elasticloadbalancing:DescribeTargetHealth", ("healthy", "8"))]),
            new CheckResult(new ItemId("12.2"), CheckStatus.Pass, "Both alarms that led here are quiet.", null, []),
        ], state.PhaseSince));
    }

    /// <summary>Has the domain decide the command, keeps what comes of it, and says it in chat.</summary>
    public void Tell(BackoutCommand command, Authority? authority = null)
    {
        var decision = BackoutDecider.Decide(state, command, new DecisionContext(DemoCatalogue.CheckoutApi, Time.GetUtcNow(), authority ?? (command.By is null ? Authority.None : Approver)) { Installation = new InstallationId("0a1b2c3d") });
        foreach (var happened in decision.Events)
        {
            var before = state;
            var previous = entries.Count == 0 ? JournalChain.Genesis : entries[^1].Hash;
            var hash = JournalChain.Hash(previous, Id, state.Version + 1, Time.GetUtcNow(), command.By, command.Key, null, JournalJson.Serialize(happened));
            var entry = new JournalEntry(Id, state.Version + 1, Time.GetUtcNow(), command.By, command.Key, null, happened, previous, hash);
            state = state.Apply(entry);
            entries.Add(entry);
            foreach (var message in ThreadWriter.Write(before, entry, state))
            {
                Say(message);
            }
        }

        if (state.HasThread)
        {
            Say(new ChatMessage(ThreadWriter.CardKey(Id), state.Channel, null, null, new CardBody(Card)));
        }

        Backouts.Keep(History);
    }

    public void Say(ChatMessage message, string? author = null) =>
        Chat.PutAsync(message, author is null ? null : new PersonId(author), CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public void Pass(int seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    private CommandKey Key() => new($"demo-{++keys}");

    private void Check(string item, CheckStatus status, string summary, string? fix, params (string Name, string Value)[] figures)
    {
        Pass(1);
        Tell(new ReportCheck(Key(), new CheckResult(new ItemId(item), status, summary, fix, [Evidence("elasticloadbalancing:DescribeTargetHealth", figures)])));
    }

    private Evidence Evidence(string call, params (string Name, string Value)[] figures) => new(
        call,
        "8c1f7c1e-0d0d-4b0a-9d0e-0a1b2c3d4e5f",
        Time.GetUtcNow(),
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        figures.ToDictionary(figure => figure.Name, figure => figure.Value, StringComparer.Ordinal));

    private Signal Signal(string id, SignalKind kind, string subject, string summary) => new(
        new SignalId(id),
        kind,
        new ResourceKey($"aws:cloudwatch:123456789012:eu-west-1:{subject}"),
        subject,
        Time.GetUtcNow(),
        summary,
        new Dictionary<string, string>(StringComparer.Ordinal));
}
