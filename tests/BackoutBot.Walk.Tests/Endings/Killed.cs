using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Walk.Tests.Cases;

namespace BackoutBot.Walk.Tests.Endings;

/// <summary>The bot forgets all that is not in its journal, as when its process is killed; it goes on by itself.</summary>
/// <param name="afterCalls">Whether what is due was called for, and the process died before it could write down what came of it.</param>
internal sealed class Killed(bool afterCalls) : WayToEnd($"killed{(afterCalls ? " after the calls" : "")}")
{
    public override bool IsPossible(BackoutState state) => !state.IsClosed;

    public override async Task<Expectation> GoAsync(WalkedBackout walk)
    {
        if (afterCalls)
        {
            foreach (var work in walk.Bot.Due().Where(work => work is Work.Begin or Work.Observe))
            {
                await walk.Bot.DoAndForgetAsync(work);
            }
        }

        await walk.Bot.TurnToAsync(walk.State.Id);
        await walk.ToTheEndAsync();
        return Expectation.RolledBack;
    }
}
