using System.Text.Json;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using BackoutBot.Core.Signals;
using Start = BackoutBot.Core.Backouts.Commands.Start;

namespace BackoutBot.Core.Tests.Backouts;

/// <summary>Plays commands to one backout, keeping its journal as the runtime would, without any I/O.</summary>
internal sealed class Story
{
    internal static readonly PersonId Alice = new("alice");
    internal static readonly PersonId Bob = new("bob");
    internal static readonly PersonId Carol = new("carol");
    internal static readonly PersonId Dave = new("dave");
    internal static readonly InstallationId Installation = new("0a1b2c3d");
    internal static readonly DateTimeOffset Begin = new(2026, 11, 24, 3, 12, 0, TimeSpan.Zero);
    internal static readonly ResourceKey Alarm5xx = new("aws:cloudwatch:1:eu:checkout-5xx");
    private int _commands;

    internal Story(ServiceDefinition? service = null)
    {
        Service = service ?? DefaultService;
        State = BackoutState.New(new BackoutId("checkout-api-1"));
    }

    internal static ServiceDefinition DefaultService { get; } = new(
        new ServiceId("checkout-api"),
        "production",
        "#ops",
        [Alarm5xx, new ResourceKey("aws:codedeploy:1:eu:checkout-api/prod")],
        new ApprovalPolicy([Alice, Bob, Carol], [], 1, TimeSpan.FromMinutes(15)),
        [new Audience(AudienceKind.TeamLeads, "#stakeholders"), new Audience(AudienceKind.Clients, "#clients")],
        new ValidationPolicy(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(20)),
        new Dictionary<ItemId, string> { [new ItemId("5.1")] = "no infrastructure code" },
        [
            new StepDefinition(new StepId("maintenance-on"), "maintenance-on", []),
            new StepDefinition(new StepId("code"), "deploy", [new StepId("maintenance-on")]),
            new StepDefinition(new StepId("dns"), "dns", [new StepId("maintenance-on")]),
            new StepDefinition(new StepId("maintenance-off"), "maintenance-off", [new StepId("code"), new StepId("dns")]) { Closes = new StepId("maintenance-on") },
        ]);

    internal ServiceDefinition Service { get; set; }

    internal BackoutState State { get; private set; }

    /// <summary>Who may approve no longer.</summary>
    internal List<PersonId> Gone { get; } = [];

    /// <summary>What somebody changed after the step that brought it about had ended.</summary>
    internal Dictionary<StepId, string> Amiss { get; } = [];

    /// <summary>Since when somebody has looked without a break whether all is well.</summary>
    internal DateTimeOffset LookedSince { get; set; } = Begin;

    internal List<JournalEntry> Journal { get; } = [];

    internal List<ChatMessage> Said { get; } = [];

    internal DateTimeOffset Now { get; private set; } = Begin;

    internal IReadOnlyList<Work> Agenda => BackoutAgenda.Of(State, Service, Now).Work;

    internal static Signal Alarm(SignalKind kind = SignalKind.AlarmRaised, string id = "m-1", DateTimeOffset? at = null) =>
        new(new SignalId(id), kind, Alarm5xx, "checkout-5xx", at ?? Begin, "Alarm checkout-5xx went off.", new Dictionary<string, string> { ["reason"] = "Threshold crossed" });

    internal static Signal Deployment(SignalKind kind, string id = "d-1") =>
        new(new SignalId(id), kind, new ResourceKey("aws:codedeploy:1:eu:checkout-api/prod"), "d-ABC", Begin, "Deployment d-ABC.", new Dictionary<string, string> { ["version"] = "v2.4.0" });

    internal static PlanStep Step(StepId id, bool supporting = false, int approvals = 1) =>
        new(id, id.Value, [], $"Take {id} back", "new", $"old {id}", TimeSpan.FromMinutes(1), Reversibility.Reversible, null, null, approvals, JsonDocument.Parse("{}").RootElement)
        {
            Supporting = supporting,
        };

    /// <summary>The step that stops the deployment in flight.</summary>
    internal static PlanStep StopStep { get; } =
        new(new StepId("stop-now"), "stop", [], "Stop deployment d-ABC of v2.4.0 to prod now", "v2.4.0 going out", "Instances that already have v2.4.0 keep it", TimeSpan.FromMinutes(1), Reversibility.Compensable, null, null, 1, JsonDocument.Parse("{}").RootElement)
        {
            Basis = [new BasisFact("deployment d-ABC", "going out") { Done = "stopped" }],
        };

    /// <summary>A deployment was read to be in flight.</summary>
    internal static StopReading Deploying { get; } = new(Begin, [StopStep], [], []);

    /// <summary>No deployment was read to be in flight.</summary>
    internal static StopReading Idle { get; } = new(Begin, [], ["No deployment to prod is in flight."], []);

    internal static CheckResult Check(string item, CheckStatus status, string? fix = null) =>
        new(new ItemId(item), status, $"Item {item} is {status}.", fix, []);

    internal CommandKey NextKey() => new($"c-{++_commands}");

    internal Story Pass(TimeSpan time)
    {
        Now += time;
        return this;
    }

    internal Decision Send(BackoutCommand command, Authority? authority = null)
    {
        // As the runner does: what is to be looked at before is looked at.
        if (command is IntendStep { Verified.Count: 0 } intend)
        {
            command = intend with { Verified = Verify(BackoutAgenda.VerifiedBefore(State, intend.Step)) };
        }

        // As the runner does: each step of the plan file is planned.
        if (command is ReportPlanning planning && State.Undoing is null)
        {
            command = planning with
            {
                Outcomes = [.. planning.Outcomes, .. Service.Steps.Where(step => !planning.Outcomes.Any(one => one.Step == step.Id)).Select(step => new PlannedStep(step.Id, new PlanningOutcome.NotNeeded("It is as it should be.")))],
            };
        }

        Authority right = authority ?? (command.By is { } person ? AuthorityOf(person) : Authority.None);
        Decision decision = BackoutDecider.Decide(State, command, new DecisionContext(Service, Now, right) { Installation = Installation, Lapsed = BackoutDecider.CountsAnew(State, command) ? Gone : [] });
        foreach (BackoutEvent happened in decision.Events)
        {
            string json = JournalJson.Serialize(happened);
            string previous = Journal.Count == 0 ? JournalChain.Genesis : Journal[^1].Hash;
            string hash = JournalChain.Hash(previous, State.Id, State.Version + 1, Now, command.By, command.Key, null, json);
            var entry = new JournalEntry(State.Id, State.Version + 1, Now, command.By, command.Key, null, JournalJson.Deserialize(json), previous, hash);
            BackoutState before = State;
            State = State.Apply(entry);
            Journal.Add(entry);
            Said.AddRange(ThreadWriter.Write(before, entry, State));
        }

        return decision;
    }

    internal Authority AuthorityOf(PersonId person) =>
        person == Dave ? new Authority(true, false, "in no approvers' group") : new Authority(Service.Approvals.People.Contains(person), Service.Approvals.People.Contains(person), "named in the plan file");

    internal IReadOnlyList<StepVerification> Verify(IEnumerable<PlanStep> steps) =>
        [.. steps.Select(step => new StepVerification(step.Id, Amiss.GetValueOrDefault(step.Id)))];

    internal Story Tick()
    {
        Send(new Tick(NextKey()));
        return this;
    }

    internal Story Broken()
    {
        Send(new JoinSignal(NextKey(), Deployment(SignalKind.DeploymentStarted)));
        Send(new JoinSignal(NextKey(), Alarm()));
        Send(new ReportRestorePoint(NextKey(), new RestorePoint(Now, [new CapturedState("deploy", "checkout-api", "v2.3.1", JsonDocument.Parse("{}").RootElement)], []), "captured now"));
        return this;
    }

    internal Story Proposed(params PlanStep[] steps)
    {
        Broken();
        Send(new Start(NextKey(), Alice, "5xx"));
        PlanStep[] planned = steps.Length > 0
            ? steps
            : [.. Service.Steps.Select(step => Step(step.Id, supporting: step.Action.StartsWith("maintenance", StringComparison.Ordinal)))];
        Send(new ReportPlanning(NextKey(), State.PlanRound, [.. planned.Select(step => new PlannedStep(step.Id, new PlanningOutcome.Planned(step)))]));
        return this;
    }

    internal Story Approved()
    {
        Proposed();
        Send(new Approve(NextKey(), Bob, State.Plan!.Hash));
        return this;
    }

    /// <summary>Performs what is on the agenda, each step well, until nothing but validation or people are left.</summary>
    internal Story RunSteps()
    {
        while (Agenda.FirstOrDefault(work => work is Work.Intend or Work.Begin or Work.Observe) is { } work)
        {
            Send(work switch
            {
                Work.Intend intend => new IntendStep(NextKey(), intend.Step) { Basis = [.. BackoutAgenda.BasisDue(State, intend.Step, Now).Select(step => new StepBasis(step.Id, step.Basis!))] },
                Work.Begin begin => new ReportStart(NextKey(), begin.Step, begin.Attempt, new StartOutcome.Started("handle", "begun")),
                Work.Observe observe => new ReportObservation(NextKey(), observe.Step, observe.Attempt, new Observation.Succeeded("done", [])),
                _ => throw new InvalidOperationException(),
            });
        }

        return this;
    }

    /// <summary>The validating checks are well.</summary>
    internal Decision Validate() =>
        Send(new ReportValidation(NextKey(), [Check("12.1", CheckStatus.Pass), Check("12.2", CheckStatus.Pass)], LookedSince) { Verified = Verify(BackoutAgenda.VerifiedAtTheEnd(State)) });

    internal Story Validated()
    {
        Send(new JoinSignal(NextKey(), Alarm(SignalKind.AlarmCleared, "m-clear", Now)));
        Validate();
        Pass(Service.Validation.Soak).Validate();
        Send(new WritePostMortem(NextKey()));
        return this;
    }
}
