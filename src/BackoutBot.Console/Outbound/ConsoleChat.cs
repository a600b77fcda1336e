using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;

namespace BackoutBot.Console.Outbound;

/// <summary>The names by which the console's chat is known to the rest.</summary>
internal static class ConsoleChat
{
    public const string Platform = "console";

    private static readonly string CardPrefix = ThreadWriter.CardKey(default);

    /// <summary>The backout whose thread has that root, or null where the root is no live card.</summary>
    public static BackoutId? BackoutOf(string rootKey) =>
        rootKey.StartsWith(CardPrefix, StringComparison.Ordinal) ? new BackoutId(rootKey[CardPrefix.Length..]) : null;
}
