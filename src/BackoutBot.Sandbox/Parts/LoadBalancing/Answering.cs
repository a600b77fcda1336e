using BackoutBot.Sandbox.Account;

namespace BackoutBot.Sandbox.Parts.LoadBalancing;

/// <summary>
/// One request after the other of the load balancer's clients: several targets take turns, and what they answer is counted. What the load balancer
/// answers itself, such as a page or a redirect, is not theirs. The counts are saved with the account's next change.
/// </summary>
internal sealed class Answering(Routing routing)
{
    // CloudWatch keeps a minute's data for 15 days; a story needs less.
    private static readonly TimeSpan Kept = TimeSpan.FromHours(3);

    private int turn;

    /// <returns>What the client gets; null where nobody listens.</returns>
    public DataAnswer? Ask(AccountState state, int port, string host, string path, string query, DateTimeOffset at)
    {
        if (routing.Answers(state, port, host, path, query) is not { } answers)
        {
            return null;
        }

        var answer = answers[(int)((uint)(Interlocked.Increment(ref turn) - 1) % answers.Count)];
        if (answer.IsOfTarget)
        {
            Count(state, answer.Status, at);
        }

        return answer;
    }

    private static void Count(AccountState state, int status, DateTimeOffset at)
    {
        var minute = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        var answered = state.Answered.Find(known => known.Minute == minute);
        if (answered is null)
        {
            state.Answered.RemoveAll(known => known.Minute < minute - Kept);
            state.Answered.Add(answered = new AnsweredMinute(minute, []));
        }

        answered.Statuses[status] = answered.Statuses.GetValueOrDefault(status) + 1;
    }
}
