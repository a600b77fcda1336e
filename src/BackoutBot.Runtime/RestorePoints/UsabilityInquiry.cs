using BackoutBot.Core.Actions;
using BackoutBot.Core.RestorePoints;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Runtime.RestorePoints;

/// <summary>Asks the parts whether a point that is about to be offered can still be gone back to.</summary>
internal sealed partial class UsabilityInquiry(IEnumerable<IUsabilitySource> sources, ILogger<UsabilityInquiry> logger)
{
    /// <summary>Asks all of them. Who can't answer has seen nothing, which stands in nobody's way.</summary>
    public async Task<PointUsability> AskAsync(ActionContext context, RestorePoint point, CancellationToken cancellationToken) =>
        new([.. (await Task.WhenAll(sources.Select(source => AskAsync(source, context, point, cancellationToken)))).SelectMany(states => states)]);

    private async Task<IReadOnlyList<StateUsability>> AskAsync(IUsabilitySource source, ActionContext context, RestorePoint point, CancellationToken cancellationToken)
    {
        try
        {
            return await source.AskAsync(context, point, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotAsked(logger, fault, context.Service.Id.Value, point.TakenAt);
            return [new StateUsability("", new Usability.NotKnown($"whether it can still be gone back to could not be asked: {fault.Message}", "Look for it yourself; the bot's log has the details."))];
        }
    }
}
