using System.Collections.Concurrent;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Ids;
using BackoutBot.Core.People;
using BackoutBot.Core.Services;
using BackoutBot.Teams.Outbound;
using BackoutBot.Teams.Rendering;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Inbound;

/// <summary>
/// The live card as one person may see it. Whether they are an approver is asked anew only after a while, since each edit of a card
/// makes the client of everybody who has it in sight ask; it decides what is shown, never what a press may do.
/// </summary>
internal sealed partial class PersonalCard(
    IBackoutReader reader,
    IServiceCatalogue catalogue,
    ILiveAuthority authority,
    ConversationBook book,
    TimeProvider time,
    ILogger<PersonalCard> logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<(PersonId Person, ServiceId Service), (bool IsApprover, DateTimeOffset Until)> _seen = new();

    /// <summary>The card as an Adaptive Card, or null where there is no such backout.</summary>
    public async Task<JObject?> RenderAsync(TeamsPress press, PersonId person, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(press.Backout, cancellationToken) is not { State: var state })
        {
            return null;
        }

        bool isApprover = await IsApproverAsync(person, state.Service, cancellationToken);
        return TeamsCardRenderer.Render(CardWriter.Write(state, time.GetUtcNow()), press.Channel, isApprover, await book.MetAsync(cancellationToken));
    }

    private async Task<bool> IsApproverAsync(PersonId person, ServiceId id, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_seen.TryGetValue((person, id), out (bool IsApprover, DateTimeOffset Until) seen) && seen.Until > now)
        {
            return seen.IsApprover;
        }

        if (catalogue.Find(id) is not { } service)
        {
            return false;
        }

        try
        {
            Authority found = await authority.OfAsync(person, service, cancellationToken);
            _seen[(person, id)] = (found.IsApprover, now + Fresh);
            return found.IsApprover;
        }
        catch (DirectoryUnavailableException fault)
        {
            LogUnavailable(fault, person);
            return false;
        }
    }

    [LoggerMessage(4530, LogLevel.Warning, "Whether {Person} is an approver can't be found out now, so their card has no approvers' buttons")]
    private partial void LogUnavailable(Exception fault, PersonId person);
}
