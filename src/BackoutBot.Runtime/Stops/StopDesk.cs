using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Chat.Commands;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Services;

namespace BackoutBot.Runtime.Stops;

/// <summary>Reads what is being deployed, right when a person wants it stopped.</summary>
internal sealed class StopDesk(IEnumerable<IDeploymentStopper> stoppers, IWriteBan ban, TimeProvider time)
{
    private static readonly BackoutId Nobody = new("stop");

    /// <summary>The command with what was read; or, where nothing may be written, what to say to whoever asked.</summary>
    public async Task<(Stop? Command, TextBody? Answer)> ReadAsync(ServiceDefinition service, Interpretation.ToStop asked, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var context = new ActionContext(Nobody, service, SuspectSince: null);
        var found = StopReading.Of(now, await Task.WhenAll(stoppers.Select(stopper => stopper.ReadAsync(context, cancellationToken))));
        return await ban.ReasonAsync(cancellationToken) is { } reason
            ? (null, new TextBody(CardTone.Danger, $"{reason} So nothing can be stopped through me, either.{(found.Steps.Count > 0 ? " By hand:" : "")}", [.. found.Steps.SelectMany(ByHand), .. found.Idle, .. found.Unread]))
            : (new Stop(asked.Key, asked.Person, asked.Reason, found), null);
    }

    private static IEnumerable<string> ByHand(PlanStep step) => step.Runbook?.Lines.Select(line => $"{line.Purpose}: {line.Command}") ?? [];
}
