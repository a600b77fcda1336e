using BackoutBot.Core.Chat;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Console.Outbound;

/// <summary>The console as a chat platform: what is delivered to it is put into the chat log, from which the open pages are fed.</summary>
internal sealed partial class ConsoleChatPlatform(IChatLog log, ILogger<ConsoleChatPlatform> logger) : IChatPlatform
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public string Name => ConsoleChat.Platform;

    public ChatCapabilities Capabilities { get; } = new(EditInterval: TimeSpan.Zero, PostInterval: TimeSpan.Zero, PrivateReplies: true);

    public bool Reaches(string channel) => PlatformChannel.IsMirrored(channel);

    public async Task<Delivery> DeliverAsync(ChatDelivery delivery, CancellationToken cancellationToken)
    {
        var message = delivery.Message;
        try
        {
            await log.PutAsync(message, author: null, cancellationToken);
            return new Delivery.Done(message.Key);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogNotKept(fault, message.Key);
            return new Delivery.Later(RetryAfter, $"The chat log did not keep '{message.Key}': {fault.Message}");
        }
    }

    [LoggerMessage(3102, LogLevel.Error, "The chat log did not keep {Key}")]
    private partial void LogNotKept(Exception fault, string key);
}
