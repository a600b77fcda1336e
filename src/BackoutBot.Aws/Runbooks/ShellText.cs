using System.Text;
using System.Text.RegularExpressions;

namespace BackoutBot.Aws.Runbooks;

/// <summary>Texts of others as words of a POSIX shell: whatever they hold, they stay one word, and nothing in them acts.</summary>
internal static partial class ShellText
{
    /// <summary>The text as one word. Line breaks and other characters that can't be seen are shown as <c>?</c>: no name or id of AWS has one.</summary>
    public static string Word(string text) =>
        Plain().IsMatch(text) ? text : $"'{Visible(text).Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var one in text)
        {
            visible.Append(one is >= ' ' and <= '~' ? one : '?');
        }

        return visible.ToString();
    }

    // Not at the beginning: a dash makes an option, a tilde a home.
    [GeneratedRegex(@"^[A-Za-z0-9_/.:][A-Za-z0-9_/.:@%+,=-]*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
