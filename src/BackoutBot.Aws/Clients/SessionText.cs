namespace BackoutBot.Aws.Clients;

/// <summary>Fits our names into what STS takes.</summary>
internal static class SessionText
{
    private const int MaxNameLength = 64;
    private const int MaxTagLength = 256;

    /// <summary>A RoleSessionName or SourceIdentity: 2 to 64 of letters, digits and <c>_=,.@-</c> (AssumeRole, STS API reference).</summary>
    public static string Name(string text)
    {
        var name = Fit(text, MaxNameLength, c => char.IsAsciiLetterOrDigit(c) || c is '_' or '=' or ',' or '.' or '@' or '-');
        return name.Length >= 2 ? name : name.PadRight(2, '-');
    }

    /// <summary>A session tag's value: at most 256 letters, digits, spaces and <c>_.:/=+-@</c> (Tag, STS API reference).</summary>
    public static string Tag(string text) =>
        Fit(text, MaxTagLength, c => char.IsLetterOrDigit(c) || c is ' ' or '_' or '.' or ':' or '/' or '=' or '+' or '-' or '@');

    private static string Fit(string text, int length, Func<char, bool> allowed) =>
        string.Concat(text.Take(length).Select(c => allowed(c) ? c : '-'));
}
