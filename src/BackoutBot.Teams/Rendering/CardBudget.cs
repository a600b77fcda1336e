using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Rendering;

/// <summary>
/// What still fits into one message. Teams documents 28 KB for a card, and for a bot's message 40 KB (since raised) of UTF-16: a card
/// that keeps within a budget keeps within both, with room for the activity around it
/// (learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages).
/// </summary>
/// <param name="size">How much there is, in bytes of <see cref="SizeOf"/>.</param>
internal sealed class CardBudget(int size)
{
    /// <summary>The size that no card exceeds.</summary>
    public const int Whole = 26_000;

    private const int Utf16Limit = 38_000;
    private int _left = size;

    /// <summary>The size of a token: its UTF-8, or its UTF-16 by the larger limit, whichever is nearer to its limit.</summary>
    public static int SizeOf(JToken token)
    {
        string json = token.ToString(Formatting.None);
        return Math.Max(Encoding.UTF8.GetByteCount(json), (int)((long)json.Length * sizeof(char) * Whole / Utf16Limit));
    }

    /// <summary>Takes room that must be had.</summary>
    public void Spend(JToken token) => _left -= SizeOf(token) + 1;

    /// <summary>Takes room for the token if it is there.</summary>
    public bool TrySpend(JToken token)
    {
        int needed = SizeOf(token) + 1;
        if (needed > _left)
        {
            return false;
        }

        _left -= needed;
        return true;
    }

    /// <summary>A part of what is left, in percent.</summary>
    public int Share(int percent) => Math.Max(0, _left) / 100 * percent;

    /// <summary>Takes elements in order while they fit into a part of what is left; the rest is to be named to the reader.</summary>
    /// <param name="elements">The elements.</param>
    /// <param name="percent">The part.</param>
    public IReadOnlyList<JObject> Take(IEnumerable<JObject> elements, int percent)
    {
        CardBudget share = new(Share(percent));
        List<JObject> taken = [.. elements.TakeWhile(share.TrySpend)];
        taken.ForEach(Spend);
        return taken;
    }
}
