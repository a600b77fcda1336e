using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using BackoutBot.Console.Outbound;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;

namespace BackoutBot.Console.Inbound;

/// <summary>Turns what a page sent into what the inbox keeps, or says everything that is wrong with it.</summary>
internal static partial class SubmitReader
{
    /// <summary>The longest text that is taken, in UTF-16 code units; the page's boxes hold no more either.</summary>
    public const int LongestText = 4_000;

    private const string Prefix = "/backout";

    /// <summary>Reads the request.</summary>
    /// <param name="request">What the page sent.</param>
    /// <param name="person">Who sent it.</param>
    /// <param name="channels">The channels that there are.</param>
    /// <param name="faults">What is wrong with it, for people.</param>
    /// <returns>What to do, or null where something is wrong.</returns>
    public static SubmitIntent? Read(SubmitRequest request, PersonId person, IReadOnlyList<string> channels, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        faults = found;
        if (request.Key is null || !ClickKey().IsMatch(request.Key))
        {
            found.Add("The key must be 8 to 64 letters, digits and hyphens, made anew for each click.");
        }

        if (request.Channel is null || !channels.Contains(request.Channel, StringComparer.Ordinal))
        {
            found.Add($"There is no channel '{Shortened(request.Channel)}'.");
        }

        if (request is { Press: null, Backout: { } backout } && !BackoutId.Fits(backout))
        {
            found.Add("The backout is not named as backouts are, such as checkout-api-17.");
        }

        if (request.Text is null == request.Press is null)
        {
            found.Add("There must be a text or a button, and not both.");
        }

        var text = request.Text?.Trim();
        if (text is not null && text.Length is 0 or > LongestText)
        {
            found.Add(text.Length == 0 ? "The text is empty." : $"The text has {text.Length} characters; {LongestText} is the most.");
        }

        var press = request.Press is { } pressed ? Read(pressed, request.Backout, found) : null;
        if (found.Count > 0)
        {
            return null;
        }

        // Each person has keys of their own, so that nobody can use up another's; and what is said or pressed is part of the key, so that the same
        // key with something else is something else.
        var key = $"{person}:{request.Key}:{DigestOf(request)}";
        var thread = request.Backout is null ? (BackoutId?)null : new BackoutId(request.Backout);
        var command = text is null ? null : CommandOf(text, thread is not null);
        return new SubmitIntent(
            text is null
                ? null
                : new ChatMessage(
                    $"said:{key}",
                    request.Channel!,
                    thread is { } root ? ThreadWriter.CardKey(root) : null,
                    OnlyFor: null,
                    new TextBody(CardTone.Quiet, text, [])),
            command is null && press is null
                ? null
                : new ChatSubmission(key, ConsoleChat.Platform, person, request.Channel!, thread, command, press));
    }

    private static ButtonPress? Read(SubmitPress press, string? backout, List<string> faults)
    {
        var reading = PressReading.Of(new PressFields(backout, press.Verb, press.Plan, press.Step, press.Input, press.Item));
        if (reading is PressReading.Refused refused)
        {
            faults.AddRange(refused.Faults);
        }

        return (reading as PressReading.Pressed)?.Press;
    }

    // A command in any place; anything else is a note in a backout's thread, and mere talk in a channel.
    private static string? CommandOf(string text, bool inThread)
    {
        if (text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && (text.Length == Prefix.Length || char.IsWhiteSpace(text[Prefix.Length])))
        {
            var command = text[Prefix.Length..].Trim();
            return command.Length == 0 ? "help" : command;
        }

        return inThread ? $"note {text}" : null;
    }

    private static string DigestOf(SubmitRequest request) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, ConsoleJson.Default.SubmitRequest)))[..16];

    private static string Shortened(string? text) => text is null ? "" : text.Length <= 40 ? text : $"{text[..40]}…";

    [GeneratedRegex(@"\A[A-Za-z0-9-]{8,64}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ClickKey();
}
