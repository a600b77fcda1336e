using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;
using BackoutBot.Core.Tests.Backouts;
using CsCheck;

namespace BackoutBot.Core.Tests.Effects;

/// <summary>
/// Walks that do what is on the agenda, in any order and with any outcome, while people do anything at any time, beside a model of what really
/// stands. However it ends, what stands is taken away or named.
/// </summary>
public sealed class ResiduePropertyTests
{
    private static readonly Gen<int[]> Dice = Gen.Int[0, 999].Array[20, 120];

    [Fact]
    public void Given_any_plan_any_round_any_outcome_and_any_people_when_it_ends_then_nothing_stands_unnamed()
    {
        int ended = 0;
        int[] rounds = new int[8];
        Gen.Select(Gen.Int[0, 2].Array[1, 4], Gen.Int[0, 9].Array[1, 4], Dice).Sample(
            (brackets, workers, dice) =>
            {
                var walk = new Walk(ServiceOf(brackets, workers));
                foreach (int roll in dice)
                {
                    walk.Turn(roll);
                }

                if (walk.Story.State.IsClosed)
                {
                    Interlocked.Increment(ref ended);
                    Interlocked.Increment(ref rounds[Math.Min(walk.Story.State.PlanRound, rounds.Length - 1)]);
                    walk.Check();
                }
            },
            iter: 400);
        Assert.True(ended > 130, $"Only {ended} of the walks came to an end.");
        Assert.True(rounds[2] > 10 && rounds[3] > 3, $"Ended in round 1, 2, 3, …: {string.Join(", ", rounds.Skip(1))}.");
    }

    /// <summary>Brackets in one another or side by side, and steps that go back in any of them or in none.</summary>
    /// <param name="brackets">For each bracket, in which one before it stands: 0 in none, 1 in the first, and so on.</param>
    /// <param name="workers">For each step that goes back, the same.</param>
    private static ServiceDefinition ServiceOf(int[] brackets, int[] workers)
    {
        int[] outer = [.. brackets.Select((wanted, bracket) => Math.Min(wanted, bracket) - 1)];
        int[] around = [.. workers.Select(wanted => (wanted % (brackets.Length + 1)) - 1)];
        StepId Open(int bracket) => new($"open-{bracket}");
        StepId Close(int bracket) => new($"close-{bracket}");
        StepId[] After(int bracket) => bracket < 0 ? [] : [Open(bracket)];

        List<StepDefinition> steps = [];
        for (int bracket = 0; bracket < brackets.Length; bracket++)
        {
            steps.Add(new(Open(bracket), "opener", After(outer[bracket])));
        }

        steps.AddRange(around.Select((bracket, number) => new StepDefinition(new StepId($"work-{number}"), "worker", After(bracket))));
        for (int bracket = brackets.Length - 1; bracket >= 0; bracket--)
        {
            StepId[] inside =
            [
                .. Enumerable.Range(0, workers.Length).Where(number => around[number] == bracket).Select(number => new StepId($"work-{number}")),
                .. Enumerable.Range(0, brackets.Length).Where(inner => outer[inner] == bracket).Select(Close),
            ];
            steps.Add(new(Close(bracket), "closer", inside.Length > 0 ? inside : [Open(bracket)]) { Closes = Open(bracket) });
        }

        return Story.DefaultService with { Steps = steps };
    }

    private sealed class Walk
    {
        private readonly HashSet<StepId> _standing = [];
        private readonly HashSet<StepId> _done = [];

        internal Walk(ServiceDefinition service)
        {
            Story = new Story(service);
            Story.Approved();
        }

        internal Story Story { get; }

        private IEnumerable<StepId> Workers => Story.Service.Steps.Where(step => step.Action == "worker").Select(step => step.Id);

        internal void Turn(int roll)
        {
            Story.Pass(TimeSpan.FromSeconds(roll % 7));
            if (roll % 4 != 0 && Story.Agenda is { Count: > 0 } agenda)
            {
                Do(agenda[roll % agenda.Count], roll);
            }
            else
            {
                Ask(roll / 4 % 11);
            }
        }

        internal void Check()
        {
            BackoutState state = Story.State;
            IReadOnlyList<Residue> residue = Residue.Of(state);
            foreach (StepId standing in _standing)
            {
                Assert.True(
                    residue.Any(one => one is { Kind: ResidueKind.Open } && one.Text.Contains($"ld {standing}, since", StringComparison.Ordinal)),
                    $"{standing} stands, and the end {state.Phase} says only: {string.Join(" | ", residue.Select(one => one.Text))}");
            }

            Assert.True(state.Phase is not BackoutPhase.RolledBack || residue.Count == 0, "Rolled back, and something is left.");
            Assert.True(state.Phase is not BackoutPhase.RolledBack || Workers.All(_done.Contains), $"Rolled back, and only {string.Join(", ", _done)} was done.");
            Assert.True(state.Phase is not BackoutPhase.StoodDown || (_done.Count == 0 && _standing.Count == 0), $"Stood down, and {string.Join(", ", _done.Concat(_standing))} was done.");
            foreach (StepId done in state.Phase is BackoutPhase.Abandoned ? _done : [])
            {
                Assert.True(residue.Any(one => one.Text.StartsWith($"Take {done} back: ", StringComparison.Ordinal)), $"{done} was done, and the end says only: {string.Join(" | ", residue.Select(one => one.Text))}");
            }
        }

        private void Do(Work work, int roll)
        {
            switch (work)
            {
                case Work.Intend intend:
                    Story.Send(new IntendStep(Story.NextKey(), intend.Step));
                    break;
                case Work.Begin begin:
                    // A call that failed, or whose answer was lost, may have had its effect or a part of it.
                    Change(begin.Step, happens: roll % 5 < 3 || roll % 2 == 0);
                    Story.Send(new ReportStart(Story.NextKey(), begin.Step, begin.Attempt, (roll % 5) switch
                    {
                        3 => new StartOutcome.Failed("refused", "mend it"),
                        4 => new StartOutcome.Uncertain("lost", "look"),
                        _ => new StartOutcome.Started("handle", "begun"),
                    }));
                    break;
                case Work.Observe observe:
                    bool well = roll % 6 != 5;
                    Change(observe.Step, happens: well);
                    Story.Send(new ReportObservation(Story.NextKey(), observe.Step, observe.Attempt, well ? new Observation.Succeeded("done", []) : new Observation.Failed("bad", "mend it")));
                    break;
                case Work.Validate:
                    Story.Send(new ReportValidation(Story.NextKey(), [Story.Check("12.1", roll % 3 == 0 ? CheckStatus.Fail : CheckStatus.Pass)], Story.LookedSince));
                    Story.Pass(TimeSpan.FromMinutes(roll % 5)).Tick();
                    break;
                case Work.Review:
                    Story.Send(new WritePostMortem(Story.NextKey()));
                    break;
                case Work.MakePlan:
                    // What stands open already need not be put up again.
                    Story.Send(new ReportPlanning(Story.NextKey(), Story.State.PlanRound, [.. Story.Service.Steps.Select(step => new PlannedStep(step.Id, (roll % 9, step.Action) switch
                    {
                        (1, "worker") => new PlanningOutcome.Impossible("Access denied.", "Grant it."),
                        (2, "worker") when roll % 2 == 0 => new PlanningOutcome.Unreadable("No answer.", "Wait."),
                        (< 6, "worker") when _done.Contains(step.Id) => new PlanningOutcome.NotNeeded("It is as it was already."),
                        (_, "opener") when _standing.Contains(step.Id) => new PlanningOutcome.NotNeeded("It stands already."),
                        (_, "closer") => new PlanningOutcome.Planned(Story.Step(step.Id, supporting: true)),
                        _ => new PlanningOutcome.Planned(Story.Step(step.Id, supporting: step.Action == "opener")),
                    }))]));
                    break;
                default:
                    break;
            }
        }

        /// <summary>What the world does: an opener and a worker put something there, a closer takes away what it closes.</summary>
        private void Change(StepId step, bool happens)
        {
            StepDefinition definition = Story.Service.Steps.First(one => one.Id == step);
            if (!happens)
            {
                return;
            }

            if (definition.Closes is { } opened)
            {
                _standing.Remove(opened);
            }
            else if (definition.Action == "opener")
            {
                _standing.Add(step);
            }
            else
            {
                _done.Add(step);
            }
        }

        private void Ask(int kind)
        {
            PersonId[] approvers = [Story.Bob, Story.Carol];
            PersonId who = approvers[kind % 2];
            Story.Send(kind switch
            {
                0 => new Pause(Story.NextKey(), who),
                1 => new Resume(Story.NextKey(), who),
                2 => new Retry(Story.NextKey(), who, null),
                3 => new Skip(Story.NextKey(), who, null, "because"),
                4 => new Replan(Story.NextKey(), who),
                5 => new Deny(Story.NextKey(), who, null, "no"),
                6 => new Abort(Story.NextKey(), who, "enough"),
                7 => new Leave(Story.NextKey(), who, "until the morning"),
                8 => new Accept(Story.NextKey(), who, "good enough"),
                _ => new Approve(Story.NextKey(), who, Story.State.Plan?.Hash ?? default),
            });
        }
    }
}
