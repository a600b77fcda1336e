namespace BackoutBot.Sandbox.Scenarios;

internal sealed class Topic
{
    public required string Name { get; init; }

    /// <summary>The bot's webhook is subscribed to it.</summary>
    public bool Webhook { get; init; }

    /// <summary>A person is subscribed to it; nothing is sent there.</summary>
    public string? Email { get; init; }
}

internal sealed class NotificationSection
{
    /// <summary>"1" (SHA1withRSA) or "2" (SHA256withRSA).</summary>
    public required string SignatureVersion { get; init; }

    /// <summary>Retries after the first attempt; SNS allows up to 100.</summary>
    public required int Retries { get; init; }

    public required double MinDelaySeconds { get; init; }
    public required double MaxDelaySeconds { get; init; }
}

internal sealed class StorySection
{
    public required string Name { get; init; }

    /// <summary>What goes out each time the story is told: the first, then the next, and after the last one the first again.</summary>
    public required List<StoryRelease> Releases { get; init; }
}

internal sealed class StoryRelease
{
    /// <summary>The version whose deployment goes wrong.</summary>
    public required string Deploy { get; init; }

    public required string Description { get; init; }
    public required RecordMove MoveRecord { get; init; }
}

internal sealed class RecordMove
{
    public required string Name { get; init; }
    public required string To { get; init; }

    /// <summary>The record moves when so many instances run the new version.</summary>
    public required int AfterInstances { get; init; }
}
