using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Ids;
using BackoutBot.Runtime.Storage;

namespace BackoutBot.Runtime.Backouts;

/// <summary>Groups what concerns one service: many alarms, one backout.</summary>
internal sealed class ServiceGrain(IStore store) : Grain, IServiceGrain
{
    private const int Tries = 5;

    /// <inheritdoc />
    public async Task<CommandReceipt> RouteAsync(CommandEnvelope envelope)
    {
        var service = new ServiceId(this.GetPrimaryKeyString());
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var open = await store.Journal.FindOpenAsync(service, CancellationToken.None);
            if (open is null && !BackoutDecider.IsReasonToOpen(envelope.Command))
            {
                return new CommandReceipt(CommandFate.NothingToDo, null, $"No backout of {service} is open, and this is no reason to open one.");
            }

            var id = open?.Id ?? BackoutHead.IdOf(service, await store.Journal.LatestNumberAsync(service, CancellationToken.None) + 1);
            var receipt = await GrainFactory.GetGrain<IBackoutGrain>(id.Value).HandleAsync(envelope with { Routed = true });
            if (receipt.Fate is not CommandFate.Elsewhere)
            {
                return receipt;
            }
        }

        throw new InvalidOperationException($"The backouts of {service} open and close faster than a command can reach one.");
    }
}
