using BackoutBot.Core.Backouts;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Walk.Tests.Bots;

namespace BackoutBot.Walk.Tests.Judging;

internal sealed partial record Said
{
    /// <summary>What the bot in this process says.</summary>
    public static async Task<Said> OfAsync(InProcessBot bot, BackoutId id)
    {
        var reader = bot.Get<IBackoutReader>();
        var state = (await reader.FindAsync(id, CancellationToken.None))!.State;
        var listed = (await reader.ListUnsettledAsync(CancellationToken.None)).FirstOrDefault(one => one.Id == id);
        return new Said(state.Phase, CardOf(state), listed is null ? null : [.. Residue.Of(listed).Select(one => one.Text)]);
    }
}
