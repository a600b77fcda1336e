using System.Collections.Concurrent;
using BackoutBot.Core.Chat;

namespace BackoutBot.Runtime.Tests.World;

/// <summary>A chat platform that remembers what it was asked, and answers by script.</summary>
public sealed class ScriptedChat(string name) : IChatPlatform
{
    private readonly ConcurrentDictionary<string, int> inFlight = new(StringComparer.Ordinal);

    public string Name => name;

    public ChatCapabilities Capabilities { get; set; } = new(TimeSpan.Zero, PrivateReplies: true);

    /// <summary>Every delivery in order: the message, its thread and the earlier delivery's reference.</summary>
    public ConcurrentQueue<(ChatMessage Message, string? Thread, string? Existing)> Deliveries { get; } = new();

    /// <summary>The newest version of each message that was taken.</summary>
    public ConcurrentDictionary<string, ChatMessage> Shown { get; } = new(StringComparer.Ordinal);

    /// <summary>The keys that were ever delivered twice at the same time.</summary>
    public ConcurrentQueue<string> Overlapping { get; } = new();

    public Func<ChatMessage, Task<Delivery?>> Answer { get; set; } = _ => Task.FromResult<Delivery?>(null);

    public async Task<Delivery> DeliverAsync(ChatMessage message, string? thread, string? existing, CancellationToken cancellationToken)
    {
        if (inFlight.AddOrUpdate(message.Key, 1, (_, others) => others + 1) > 1)
        {
            Overlapping.Enqueue(message.Key);
        }

        try
        {
            Deliveries.Enqueue((message, thread, existing));
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
