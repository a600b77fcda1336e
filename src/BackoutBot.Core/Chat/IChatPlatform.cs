namespace BackoutBot.Core.Chat;

/// <summary>A chat platform that the bot speaks on.</summary>
public interface IChatPlatform
{
    /// <summary>The platform's name, such as <c>console</c>.</summary>
    string Name { get; }

    /// <summary>What it can do and how fast it may be asked.</summary>
    ChatCapabilities Capabilities { get; }

    /// <summary>Whether the platform has the channel: either one that is mirrored to it, such as <c>#ops</c>, or a place of its own (<see cref="PlatformChannel"/>).</summary>
    bool Reaches(string channel);

    /// <summary>Posts the message, or edits the one that was posted. Never throws for what the platform answered.</summary>
    /// <param name="delivery">What to say, and where.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Delivery> DeliverAsync(ChatDelivery delivery, CancellationToken cancellationToken);
}
