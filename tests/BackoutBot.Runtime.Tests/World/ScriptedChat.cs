using System.Collections.Concurrent;
using BackoutBot.Core.Chat;

namespace BackoutBot.Runtime.Tests.World;

/// <summary>A chat platform that remembers what it was asked, and answers by script.</summary>
public sealed class ScriptedChat(string name) : IChatPlatform
{
    private readonly ConcurrentDictionary<string, int> inFlight = new(StringComparer.Ordinal);

    public string Name => name;

    public ChatCapabilities Capabilities { get; set; } = new(TimeSpan.Zero, TimeSpan.Zero, PrivateReplies: true);

    /// <summary>Which channels it has.</summary>
    public Func<string, bool> Has { get; set; } = _ => true;

    /// <summary>The keys of the deliveries that may have arrived before.</summary>
    public ConcurrentQueue<string> PerhapsThere { get; } = new();

    /// <summary>Every delivery in order: the message, its thread and the earlier delivery's reference.</summary>
    public ConcurrentQueue<(ChatMessage Message, string? Thread, string? Existing)> Deliveries { get; } = new();

    /// <summary>The newest version of each message that was taken.</summary>
    public ConcurrentDictionary<string, ChatMessage> Shown { get; } = new(StringComparer.Ordinal);

    /// <summary>The keys that were ever delivered twice at the same time.</summary>
    public ConcurrentQueue<string> Overlapping { get; } = new();

    public Func<ChatMessage, Task<Delivery?>> Answer { get; set; } = _ => Task.FromResult<Delivery?>(null);

    public bool Reaches(string channel) => Has(channel);

    public async Task<Delivery> DeliverAsync(ChatDelivery delivery, CancellationToken cancellationToken)
    {
        var message = delivery.Message;
        if (delivery.MayHaveArrived)
        {
            PerhapsThere.Enqueue(message.Key);
        }

        if (inFlight.AddOrUpdate(message.Key, 1, (_, others) => others + 1) > 1)
        {
            Overlapping.Enqueue(message.Key);
        }

        try
        {
            Deliveries.Enqueue((message, delivery.Thread, delivery.Existing));
            var answer = await Answer(message) ?? new Delivery.Done($"ref:{message.Key}");
            if (answer is Delivery.Done)
            {
                Shown[message.Key] = message;
            }

            return answer;
        }
        finally
        {
            inFlight.AddOrUpdate(message.Key, 0, (_, others) => others - 1);
        }
    }
}
