using System.Globalization;

namespace BackoutBot.Console.Outbound;

/// <summary>How far a page has come; each event carries it as its id, so that a page that lost its connection goes on where it was.</summary>
/// <param name="Position">The chat log's position.</param>
/// <param name="Version">The backout's version; 0 where the page shows none.</param>
internal sealed record LiveCursor(long Position, long Version)
{
    public static LiveCursor? Parse(string? text)
    {
        var parts = (text ?? "").Split('.');
        return parts is [var position, var version]
            && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var of)
            ? new LiveCursor(at, of)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Position}.{Version}");
}
