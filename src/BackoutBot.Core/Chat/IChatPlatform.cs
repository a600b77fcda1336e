namespace BackoutBot.Core.Chat;

/// <summary>A chat platform that the bot speaks on.</summary>
public interface IChatPlatform
{
    /// <summary>The platform's name, such as <c>console</c>.</summary>
    string Name { get; }

    /// <summary>What it can do and how fast it may be asked.</summary>
    ChatCapabilities Capabilities { get; }

    /// <summary>Posts the message, or edits the one that <paramref name="existing"/> names. Never throws for what the platform answered.</summary>
    /// <param name="message">What to say.</param>
    /// <param name="thread">The reference of the thread's root on this platform; null where the message is a root.</param>
    /// <param name="existing">The reference of the message's earlier delivery; null for a first.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Delivery> DeliverAsync(ChatMessage message, string? thread, string? existing, CancellationToken cancellationToken);
}
