namespace BackoutBot.Core.Chat;

/// <summary>A place that only one platform has, such as a private conversation: <c>slack:D024BE91L</c>. The channels of plan files begin with <c>#</c> instead.</summary>
public static class PlatformChannel
{
    /// <summary>The channel's name in <see cref="ChatMessage.Channel"/>.</summary>
    public static string Of(string platform, string id) => $"{platform}:{id}";

    /// <summary>The platform's own id of the place, or null where it is none of that platform's.</summary>
    public static string? IdOn(string platform, string channel) =>
        channel.StartsWith($"{platform}:", StringComparison.Ordinal) ? channel[(platform.Length + 1)..] : null;

    /// <summary>Whether the name is that of a plan file's channel, which any number of platforms may mirror.</summary>
    public static bool IsMirrored(string channel) => channel.StartsWith('#');
}
