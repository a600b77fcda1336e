using Spectre.Console;

namespace BackoutBot.Sandbox.Play;

/// <summary>Shows the play: what happens as it happens, and the whole threads at the end.</summary>
internal sealed class PlayTerminal(IAnsiConsole console)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _cards = [];

    public void Scene(string what)
    {
        lock (_gate)
        {
            console.MarkupLineInterpolated($"\n[bold]▸ {what}[/]");
        }
    }

    /// <summary>One line for each message, and for a card only when it says something new.</summary>
    public void Happened(PlayedMessage message)
    {
        lock (_gate)
        {
            if (message.Card is { } card)
            {
                // Each per cent would be a line of its own.
                string says = card.Progress is { } progress ? $"{card.State} · {progress[(progress.IndexOf('·', StringComparison.Ordinal) + 1)..].Trim()}" : card.State;
                if (_cards.TryGetValue(message.Key, out string? said) && said == says)
                {
                    return;
                }

                _cards[message.Key] = says;
                console.MarkupLineInterpolated($"  [grey]{message.Channel,-14}[/] [yellow]{says}[/] {(card.Progress is null ? card.Now : string.Empty)}");
                return;
            }

            console.MarkupLineInterpolated($"  [grey]{message.Channel,-14}[/] {Mark(message)}{(message.Text is [var headline, ..] ? headline : string.Empty)}");
        }
    }

    public void Transcript(IReadOnlyList<PlayedMessage> messages, params string[] channels)
    {
        lock (_gate)
        {
            foreach (string channel in channels)
            {
                console.WriteLine();
                console.Write(new Markup($"[bold]── {Markup.Escape(channel)} ──[/]\n"));
                foreach (PlayedMessage root in messages.Where(message => message.Channel == channel && message.Thread is null))
                {
                    Say(root, indent: 0);
                    foreach (PlayedMessage reply in messages.Where(message => message.Thread == root.Key))
                    {
                        Say(reply, indent: 4);
                    }
                }
            }
        }
    }

    public void Succeeded(string what)
    {
        lock (_gate)
        {
            console.MarkupLineInterpolated($"\n[green bold]✓ {what}[/]");
        }
    }

    private static string Mark(PlayedMessage message) => message.IsPrivate ? "(only for alice) " : message.Author == "BackoutBot" ? string.Empty : $"{message.Author}: ";

    private void Say(PlayedMessage message, int indent)
    {
        string margin = new(' ', indent);
        console.MarkupLineInterpolated($"{margin}[grey]{message.At:HH:mm:ss}[/] [bold]{message.Author}[/]{(message.IsPrivate ? " (only visible to alice)" : string.Empty)}");
        IEnumerable<string> lines = message.Card is { } card ? [$"{card.Backout} · {card.State}", card.Now, .. card.Steps] : message.Text;
        foreach (string line in lines.SelectMany(line => line.Split('\n')))
        {
            console.WriteLine($"{margin}         {line}");
        }
    }
}
