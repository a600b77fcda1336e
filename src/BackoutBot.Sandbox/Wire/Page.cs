using System.Globalization;

namespace BackoutBot.Sandbox.Wire;

/// <summary>Cuts lists into pages; the token is the position of the next page.</summary>
internal static class Page
{
    /// <returns>The page, and the token of the next one or null.</returns>
    /// <exception cref="AwsException">The token is none of ours.</exception>
    public static (List<T> Items, string? Next) Of<T>(IReadOnlyCollection<T> all, string? token, int size, string invalidTokenCode)
    {
        var from = 0;
        if (token is not null && (!int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out from) || from > all.Count))
        {
            throw new AwsException(invalidTokenCode, "The token is not valid.");
        }

        var next = from + size;
        return (all.Skip(from).Take(size).ToList(), next < all.Count ? next.ToString(CultureInfo.InvariantCulture) : null);
    }
}
