using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Parts.LoadBalancing;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Story;

namespace BackoutBot.Sandbox.Parts.Dns;

/// <summary>
/// Route 53's checkers: each asks the load balancer at its own times, and changes its mind after as many equal answers as the threshold says.
/// What was answered when is kept, and what a checker says reckoned from it.
/// </summary>
internal sealed class HealthCheckSimulation(Scenario scenario, Routing routing, Pace pace)
{
    // As far back as a checker's changes of mind can matter.
    private const int LooksKept = 50;

    /// <summary>Notes what the endpoints answer, where that has changed.</summary>
    public void Observe(AccountState state, DateTimeOffset at)
    {
        foreach (var check in scenario.HealthChecks.Where(check => check.LooksItself))
        {
            var statuses = (routing.Answers(state, check.Port, check.Host, check.Path, "") ?? []).Select(answer => answer.Status).ToList();
            var last = state.EndpointAnswers.FindLast(known => known.HealthCheck == check.Id);
            if (last is not null && last.Statuses.SequenceEqual(statuses))
            {
                continue;
            }

            // What is overtaken before anything that is still looked at says nothing any more.
            var oldest = at - (pace.Of(check.IntervalSeconds) * LooksKept);
            var needed = state.EndpointAnswers.FindLast(known => known.HealthCheck == check.Id && known.From <= oldest);
            state.EndpointAnswers.RemoveAll(known => known.HealthCheck == check.Id && known.From < needed?.From);
            state.EndpointAnswers.Add(new EndpointAnswers(check.Id, last is null ? DateTimeOffset.MinValue : at, statuses));
        }
    }

    /// <summary>What a checker says now.</summary>
    /// <param name="state">The account.</param>
    /// <param name="check">The health check.</param>
    /// <param name="checker">Which of its checkers.</param>
    /// <param name="now">Now.</param>
    public CheckerState Look(AccountState state, EndpointHealthCheck check, int checker, DateTimeOffset now)
    {
        var interval = pace.Of(check.IntervalSeconds);
        var first = state.CreatedAt + (interval * checker / check.Checkers.Count);
        var last = (long)Math.Floor((now - first) / interval);
        for (var look = last; look > last - LooksKept; look--)
        {
            var run = Enumerable.Range(0, check.Threshold).Select(back => Status(look - back)).ToArray();
            if (run.All(status => IsGood(status) == IsGood(run[0])))
            {
                return new CheckerState(first + (interval * last), run[0], IsGood(run[0]));
            }
        }

        return new CheckerState(first + (interval * last), Status(last), IsGood(Status(last)));

        int? Status(long look)
        {
            var at = first + (interval * look);
            var answers = state.EndpointAnswers.FindLast(known => known.HealthCheck == check.Id && known.From <= at)
                ?? state.EndpointAnswers.First(known => known.HealthCheck == check.Id);
            return answers.Statuses.Count == 0 ? null : answers.Statuses[(int)(((look + checker) % answers.Statuses.Count + answers.Statuses.Count) % answers.Statuses.Count)];
        }
    }

    // "2xx or 3xx", and no redirect is followed: How Amazon Route 53 determines whether a health check is healthy.
    private static bool IsGood(int? status) => status is >= 200 and < 400;
}

/// <param name="At">When it looked last.</param>
/// <param name="Status">The HTTP status that made it say so; null without an answer.</param>
/// <param name="IsWell">Whether it takes the endpoint for healthy.</param>
internal sealed record CheckerState(DateTimeOffset At, int? Status, bool IsWell);
