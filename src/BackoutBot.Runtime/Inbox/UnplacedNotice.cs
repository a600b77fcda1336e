using System.Globalization;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Services;
using BackoutBot.Runtime.Outbox;
using BackoutBot.Runtime.Storage;

namespace BackoutBot.Runtime.Inbox;

/// <summary>Tells who listens to a topic of what it said and nobody could do anything with: a line a day and kind in each of their channels.</summary>
internal sealed class UnplacedNotice(IStore store, IServiceCatalogue catalogue, MessageAddressing addressing)
{
    /// <summary>Says it, unless something of the kind was said there that day.</summary>
    /// <param name="message">What came in.</param>
    /// <param name="reading">What it was read as.</param>
    /// <param name="why">Why nothing could be done with it, as a sentence.</param>
    public async Task TellAsync(InboxMessage message, IntakeReading reading, string why)
    {
        if (reading is not { About: { } about, Way: { } way })
        {
            return;
        }

        foreach (var channel in reading.Listeners.Select(catalogue.Find).OfType<ServiceDefinition>().GroupBy(service => service.Channel, StringComparer.Ordinal))
        {
            var body = new TextBody(
                CardTone.Quiet,
                $"The {way} tells of {about}, and I can do nothing with that: {why}",
                [
                    .. reading.CanBeListed ? [$"If it concerns {string.Join(" or ", channel.Select(service => service.Id))}, list it in the plan file, an alarm under aws.alarms and anything else under aws.events: what is heard of it then goes into the service's thread."] : Array.Empty<string>(),
                    "More of the kind today is not told here: the console's page /inbox has all of it.",
                ]);
            var key = string.Create(CultureInfo.InvariantCulture, $"unplaced:{channel.Key}:{way}:{about}:{message.ReceivedAt:yyyy-MM-dd}");
            List<OutboxMessage> unsaid = [];
            foreach (var one in addressing.Address(new ChatMessage(key, channel.Key, null, null, body), new CommandKey(message.Key), message.ReceivedAt))
            {
                if (await store.Outbox.FindAsync(one.Platform, key, CancellationToken.None) is null)
                {
                    unsaid.Add(one);
                }
            }

            await store.Outbox.PutAsync(unsaid, CancellationToken.None);
        }
    }
}
