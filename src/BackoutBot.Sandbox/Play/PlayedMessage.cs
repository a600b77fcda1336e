namespace BackoutBot.Sandbox.Play;

/// <summary>A message as the console's page shows it.</summary>
/// <param name="Key">The same for all forms of one message.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Thread">The key of its thread's root; null for a root.</param>
/// <param name="Author">Who said it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="IsPrivate">Whether only the reader sees it.</param>
/// <param name="Text">What it says: its headline first.</param>
/// <param name="Card">The live card, where it is one.</param>
/// <param name="IsDocument">Whether it holds a document.</param>
internal sealed record PlayedMessage(
    string Key,
    string Channel,
    string? Thread,
    string Author,
    DateTimeOffset At,
    bool IsPrivate,
    IReadOnlyList<string> Text,
    PlayedCard? Card,
    bool IsDocument);

/// <summary>The live card.</summary>
/// <param name="Backout">The backout.</param>
/// <param name="State">The state in words.</param>
/// <param name="Now">What happens now.</param>
/// <param name="Progress">How far it is; null while nothing runs.</param>
/// <param name="Steps">The steps, each in one line.</param>
/// <param name="Buttons">The buttons that can be pressed.</param>
internal sealed record PlayedCard(string Backout, string State, string Now, string? Progress, IReadOnlyList<string> Steps, IReadOnlyList<PlayedButton> Buttons)
{
    public PlayedButton? Find(string verb) => Buttons.FirstOrDefault(button => button.Verb == verb);
}

/// <summary>A button, with all that the page sends when it is pressed.</summary>
internal sealed record PlayedButton(string Verb, string Label, string Channel, string Backout, string? Plan, string? Step);
