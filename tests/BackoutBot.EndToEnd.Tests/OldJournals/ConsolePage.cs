using BackoutBot.Tests.Journals;

namespace BackoutBot.EndToEnd.Tests.OldJournals;

/// <summary>A backout's page, as far as it says that the journal was understood.</summary>
internal sealed class ConsolePage(string html)
{
    /// <summary>The state in words, beside the backout's name.</summary>
    public string State => Between("id=\"head-title\"", "</div>");

    /// <summary>What it says of the hash chain.</summary>
    public string Chain => Between("data-key=\"section:chain\"", "</p>");

    /// <summary>The post-mortem's section.</summary>
    public string PostMortem => Between("data-key=\"section:post-mortem\"", "</section>");

    /// <summary>The words of a phase. They stand here once more, so that a phase that is read as another one shows.</summary>
    public static string WordsOf(string phase) => phase switch
    {
        "RolledBack" => "Rolled back",
        "StoodDown" => "Stood down",
        "NotNeeded" => "Not needed",
        "Abandoned" => "Abandoned",
        "AwaitingApproval" => "Awaiting approval",
        "Running" => "Rolling back",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "No kept journal ends there."),
    };

    /// <summary>Whether it shows the backout in that phase.</summary>
    public bool Shows(string phase) => State.Contains($"<span>{WordsOf(phase)}</span>", StringComparison.Ordinal);

    /// <summary>Whether it says that the chain is whole.</summary>
    public bool IsWhole(long entries) => Chain.Contains($"Hash chain is whole ({entries} entries)", StringComparison.Ordinal);

    /// <summary>Whether it has the post-mortem.</summary>
    public bool HasPostMortem => PostMortem.Contains("<div class=\"prose\">", StringComparison.Ordinal) && !PostMortem.Contains(">Post-mortem<", StringComparison.Ordinal);

    private string Between(string start, string end)
    {
        int from = html.IndexOf(start, StringComparison.Ordinal);
        Assert.True(from >= 0, $"The page has no {start}.");
        int to = html.IndexOf(end, from, StringComparison.Ordinal);
        return html[from..to];
    }
}
