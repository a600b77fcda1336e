using BackoutBot.Walk.Tests.Cases;

namespace BackoutBot.Walk.Tests.Endings;

/// <summary>A step's call is answered with an error a few times, and has no effect; it goes on by itself.</summary>
/// <param name="kind">As the sandbox's faults are called.</param>
internal sealed class NoAnswer(string kind) : StepFault($"three times {kind}")
{
    public override async Task<Expectation> GoAsync(WalkedBackout walk)
    {
        await FaultAsync(walk, kind, times: 3);
        await walk.ToTheEndAsync();
        return Expectation.RolledBack;
    }
}
