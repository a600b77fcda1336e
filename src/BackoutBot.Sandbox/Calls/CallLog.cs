using BackoutBot.Sandbox.Account;

namespace BackoutBot.Sandbox.Calls;

/// <summary>
/// The log of calls: the latest of all kinds in memory, the mutating ones with the account's state on disk. So a mutating call and its
/// entry are saved together or not at all.
/// </summary>
internal sealed class CallLog
{
    private const int Kept = 2000;
    private readonly Queue<CallRecord> latest = new();

    /// <summary>Enters a call. It is called within the account's lock; a mutating call is entered within a change.</summary>
    public void Enter(AccountState state, CallRecord call)
    {
        var numbered = call with { Sequence = state.NextCall++, RepeatOf = RepeatOf(state, call) };
        latest.Enqueue(numbered);
        if (latest.Count > Kept)
        {
            latest.Dequeue();
        }

        if (numbered.Mutating)
        {
            state.MutatingCalls.Add(numbered);
        }
    }

    public List<CallRecord> Read(AccountState state, bool mutatingOnly) => mutatingOnly ? [.. state.MutatingCalls] : [.. latest];

    private static long? RepeatOf(AccountState state, CallRecord call) => call is not { Outcome: "ok", Effect: not null } ? null : state.MutatingCalls
        .Find(c => c.Outcome == "ok" && c.Service == call.Service && c.Operation == call.Operation && c.Evidence == call.Evidence && c.Effect == call.Effect)?.Sequence;
}
