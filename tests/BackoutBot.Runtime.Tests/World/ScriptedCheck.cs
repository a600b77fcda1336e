using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;

namespace BackoutBot.Runtime.Tests.World;

/// <summary>Finds what the script says.</summary>
public sealed class ScriptedCheck(ScriptedWorld world, ItemId item) : ICheck
{
    public bool SeesHowServiceIs => world.IsSeenFromOutside && Item == BackoutAgenda.MonitoringItem;

    public bool LeavesDoubt => SeesHowServiceIs || world.Doubtful.ContainsKey(Item);

    public ItemId Item => item;

    public Task<CheckResult?> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        var status = world.Finding(item);
        return Task.FromResult<CheckResult?>(new CheckResult(item, status, $"{item} is {status}.", null, [])
        {
            MayPass = status is CheckStatus.Unknown && world.Passing.ContainsKey(item),
        });
    }
}
