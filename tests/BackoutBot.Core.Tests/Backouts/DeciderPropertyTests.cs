using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Signals;
using BackoutBot.Core.StateMachines;
using BackoutBot.Core.Steps;
using CsCheck;
using Start = BackoutBot.Core.Backouts.Commands.Start;

namespace BackoutBot.Core.Tests.Backouts;

/// <summary>Random walks through the whole domain: whatever people, AWS and the clock do, these things hold.</summary>
public sealed class DeciderPropertyTests
{
    private static readonly PersonId[] Everybody = [Story.Alice, Story.Bob, Story.Carol, Story.Dave, new PersonId("mallory")];
    private static readonly StepId[] AllSteps = [.. Story.DefaultService.Steps.Select(step => step.Id)];

    private static readonly Gen<Func<Story, BackoutCommand?>> Move = Gen.Select(Gen.Int[0, 34], Gen.OneOf(Everybody), Gen.OneOf([.. AllSteps, Story.StopStep.Id]), Gen.Int[1, 3]).Select(
        (kind, who, step, attempt) => new Func<Story, BackoutCommand?>(story => Command(story, kind, who, step, attempt)));

    [Fact]
    public void Given_anything_in_any_order_each_sent_twice_then_nothing_runs_unapproved_or_twice()
    {
        Move.Array[1, 80].Sample(
            moves =>
            {
                var story = new Story();
                foreach (Func<Story, BackoutCommand?> move in moves)
                {
                    if (move(story) is not { } command)
                    {
                        story.Pass(TimeSpan.FromMinutes(3)).Tick();
                        continue;
                    }

                    story.Send(command);
                    long version = story.State.Version;
                    story.Send(command);
                    Assert.True(command is Report and not JoinSignal || version == story.State.Version, $"{command} sent twice moved it again.");
                    Assert.True(ButtonsAreAllowed(story.State), $"A button of {story.State.Phase} would be refused.");
                    Assert.Empty(RefusedOfWhatIsWaitedFor(story));
                }

                CheckInvariants(story);
            },
            iter: 500);
    }

    private static void CheckInvariants(Story story)
    {
        BackoutState state = BackoutState.New(story.State.Id);
        HashSet<IdempotencyKey> intents = [];
        foreach (Core.Journal.JournalEntry entry in story.Journal)
        {
            if (entry.Event is StepIntended intent)
            {
                PersonId[] approvers = [.. state.Ending?.Approvers ?? state.Approvals.Select(approval => approval.By)];
                Assert.True(approvers.Length >= (state.Ending is null ? state.Quorum : 1), "A step was intended without its quorum.");
                Assert.Equal(state.Approvals.Count, state.Approvals.Select(approval => approval.By).Distinct().Count());
                Assert.DoesNotContain(approvers, approver => approver == (state.Stopping?.By ?? state.RequestedBy) || approver == Story.Dave);
                Assert.True(state.FindStep(intent.Step)!.After.All(earlier => state.Steps[earlier].IsDone), "A step began before those it waits for.");
                Assert.True(intents.Add(intent.Key), "The same attempt was intended twice.");
            }

            Assert.False(state.IsClosed && entry.Event is StepIntended or PlanApproved && state.IsClosed, "Something ran after the end.");
            state = state.Apply(entry);
            if (entry.Event is PlanProposed { Plan: var plan } && state.Stopping is null)
            {
                Assert.All(plan.Steps, step => Assert.Equal(state.Undoing is { IsOfOwn: true }, step.Undoes is not null));
            }
        }

        Assert.Equal(story.State.Phase, state.Phase);
        Assert.Equal(story.State.Version, state.Version);
    }

    private static bool ButtonsAreAllowed(BackoutState state) =>
        state.Version == 0 || CardWriter.Write(state, state.PhaseSince).Buttons.All(button =>
            button.Verb is CardVerb.Note or CardVerb.Attest ||
            BackoutMachine.Fire(state.Phase, Enum.Parse<BackoutTrigger>(button.Verb.ToString()), BackoutFacts.Of(state)).Verdict is not Verdict.Refused);

    /// <summary>What the card asks an approver for, as far as it would be refused; what it asks for only once something has ended is left out.</summary>
    private static IEnumerable<string> RefusedOfWhatIsWaitedFor(Story story)
    {
        string asked = story.State.Version == 0 ? "" : CardWriter.Write(story.State, story.Now).Waiting ?? "";
        string now = asked.Contains(", once no step", StringComparison.Ordinal) ? asked[..asked.IndexOf("; or", StringComparison.Ordinal)] : asked;
        StepId? stuck = story.State.StepsAtHand.FirstOrDefault(step => story.State.Steps[step.Id] is { Phase: StepPhase.Failed or StepPhase.Uncertain } or { IsInFlight: true, IsOverdue: true })?.Id;
        (string Words, BackoutCommand Command)[] ways =
        [
            ("start the backout", new Start(story.NextKey(), Story.Carol, null)),
            ("none is needed", new Dismiss(story.NextKey(), Story.Carol, null)),
            ("plan again", new Replan(story.NextKey(), Story.Carol)),
            ("resume", new Resume(story.NextKey(), Story.Carol)),
            ("retry", new Retry(story.NextKey(), Story.Carol, stuck)),
            ("watch again", new Retry(story.NextKey(), Story.Carol, null)),
            ("skip", new Skip(story.NextKey(), Story.Carol, stuck, "because")),
            ("accept", new Accept(story.NextKey(), Story.Carol, "because")),
            ("abort", new Abort(story.NextKey(), Story.Carol, "because")),
            ("leave", new Leave(story.NextKey(), Story.Carol, "because")),
            ("it stays", new Leave(story.NextKey(), Story.Carol, "because")),
        ];
        return ways
            .Where(way => now.Contains(way.Words, StringComparison.Ordinal))
            .Select(way => (way.Words, BackoutDecider.Decide(story.State, way.Command, new DecisionContext(story.Service, story.Now, story.AuthorityOf(Story.Carol))).Refusal))
            .Where(way => way.Refusal is not null)
            .Select(way => $"«{asked}», and to «{way.Words}» is said: {way.Refusal!.Explanation}");
    }

    private static BackoutCommand? Command(Story story, int kind, PersonId who, StepId step, int attempt) => kind switch
    {
        0 => new JoinSignal(story.NextKey(), Story.Alarm(id: $"m{attempt}", at: story.Now)),
        1 => new JoinSignal(story.NextKey(), Story.Alarm(SignalKind.AlarmCleared, $"c{attempt}", story.Now)),
        2 => new JoinSignal(story.NextKey(), Story.Deployment((SignalKind)(attempt - 1), $"d{attempt}")),
        3 or 4 => new Start(story.NextKey(), who, "why"),
        5 => new ReportRestorePoint(story.NextKey(), new Core.RestorePoints.RestorePoint(story.Now, [], []), "now"),
        6 or 7 when story.State.Undoing is { } undoing => new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. undoing.Steps.Select(done => new PlannedStep(done.Id, new PlanningOutcome.Planned(Story.Step(new StepId($"undo-{done.Id}")) with { Undoes = done.Id })))]),
        6 or 7 => new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. AllSteps.Take(attempt + 1).Select(id => new PlannedStep(id, new PlanningOutcome.Planned(Story.Step(id, approvals: attempt > 2 ? 2 : 1))))]),
        8 or 9 or 10 => new Approve(story.NextKey(), who, story.State.Plan?.Hash ?? default),
        11 => attempt == 1 ? new Deny(story.NextKey(), who, story.State.Plan?.Hash, "no") : null,
        12 => attempt == 1 ? new Replan(story.NextKey(), who) : null,
        13 => new Pause(story.NextKey(), who),
        14 => new Resume(story.NextKey(), who),
        15 => new Retry(story.NextKey(), who, step),
        16 => new Skip(story.NextKey(), who, step, "because"),
        17 => attempt == 1 ? new Abort(story.NextKey(), who, "enough") : null,
        18 or 19 => new IntendStep(story.NextKey(), step),
        20 => new ReportStart(story.NextKey(), step, attempt, attempt == 3 ? new StartOutcome.Uncertain("lost", "look") : new StartOutcome.Started("h", "begun")),
        21 => new ReportObservation(story.NextKey(), step, attempt, attempt == 2 ? new Observation.Failed("bad", "mend") : new Observation.Succeeded("done", [])),
        22 => new ReportValidation(story.NextKey(), [Story.Check("12.1", (CheckStatus)attempt)], story.LookedSince),
        23 => new WritePostMortem(story.NextKey()),
        24 => attempt == 1 ? new Leave(story.NextKey(), who, "until the morning") : null,
        26 => new Stop(story.NextKey(), who, "why", attempt == 3 ? Story.Idle : Story.Deploying),
        25 => new TakeOver(story.NextKey(), who, "done by hand"),
        27 or 28 => new Undo(story.NextKey(), who, step, "why"),
        29 => new Prepare(story.NextKey(), who, "v2.4.0"),
        30 => new MindHalt(story.NextKey(), attempt == 1 ? new Halt(who, story.Now, null) : null, []),
        31 => new Attest(story.NextKey(), who, new ItemId("12.1"), "seen"),
        32 => new ReportGone(story.NextKey(), step),
        33 => new Include(story.NextKey(), who, "r-1"),
        _ => null,
    };
}
