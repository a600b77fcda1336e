using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;

namespace BackoutBot.Console.Outbound;

/// <summary>The channels that there are: those that the plan files name and those in which something was said.</summary>
internal static class Channels
{
    /// <summary>Incident channels first, then where stakeholders are told, then all others by name.</summary>
    public static IReadOnlyList<string> For(PersonId viewer, IServiceCatalogue catalogue, ChatSnapshot chat) =>
    [
        .. catalogue.All.Select(service => service.Channel)
            .Concat(catalogue.All.SelectMany(service => service.Audiences).Select(audience => audience.Channel))
            .Concat(chat.ChannelsFor(viewer).Order(StringComparer.Ordinal))
            .Distinct(StringComparer.Ordinal),
    ];
}
