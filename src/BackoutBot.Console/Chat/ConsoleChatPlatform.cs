using BackoutBot.Core.Chat;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Console.Chat;

/// <summary>The console as a chat platform: what is delivered to it is put into the chat log, from which the open pages are fed.</summary>
internal sealed partial class ConsoleChatPlatform(IChatLog log, ILogger<ConsoleChatPlatform> logger) : IChatPlatform
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public string Name => ConsoleChat.Platform;

    public ChatCapabilities Capabilities { get; } = new(EditInterval: TimeSpan.Zero, PrivateReplies: true);

    public async Task<Delivery> DeliverAsync(ChatMessage message, string? thread, string? existing, CancellationToken cancellationToken)
    {
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
