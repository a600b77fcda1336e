namespace BackoutBot.Slack.Outbound;

/// <summary>Finds a message again: the channel's id, and in it the message's time stamp (a file's id where it is a file).</summary>
internal readonly record struct SlackReference(string Channel, string Ts)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static SlackReference Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 ? new SlackReference(text[..slash], text[(slash + 1)..]) : throw new FormatException($"'{text}' is no reference of Slack's: channel and time stamp are wanted, such as C024BE91L/1503435956.000247.");
    }

    /// <inheritdoc />
    public override string ToString() => $"{Channel}/{Ts}";
}
