using System.Globalization;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Ids;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Chat.Commands;

public static partial class ChatInterpreter
{
    /// <summary>What begins a sentence about going back, and is no command.</summary>
    private static readonly string[] BackWords = ["to", "back", "go", "rollback", "roll", "revert"];

    /// <summary>Whether the word says that a restore point follows.</summary>
    private static bool IsTo(string word) => word.TrimStart('-', '–', '—').Equals("to", StringComparison.OrdinalIgnoreCase);

    /// <summary>What to say instead of a way back that is named in another order, or without its service; null where it is none. It begins nothing, for what is meant would be guessed.</summary>
    private static Interpretation.Say? WayBack(ChatSubmission submission, string text, IServiceCatalogue services, IReadOnlyList<BackoutState> open)
    {
        (ServiceId? named, string others) = Misplaced(text, services);
        string rest = others;
        while (Split(rest) is { First: { Length: > 0 } word, More: var more } && BackWords.Contains(word.TrimStart('-', '–', '—'), StringComparer.OrdinalIgnoreCase))
        {
            rest = more;
        }

        string point = PointName.Split(rest).Name;
        bool isPoint = point.Length > 0 && (Version().IsMatch(Split(point).First) || PointName.Of(point).At is not null);
        if (!isPoint && (rest.Length == others.Length || (named is null && !IsTo(Split(others).First))))
        {
            return null;
        }

        string service = named?.Value ?? ServiceMeant(submission, services, open);
        string known = service == NoService ? $" Known services: {string.Join(", ", services.All.Select(one => one.Id))}." : "";
        return Answer(submission, isPoint
            ? $"{NotBegun(service, point)}{(known.Length > 0 ? $".{known}" : "")}"
            : $"Nothing is begun yet. To go back to the last version that worked, say: start {service} · To go to another, name it: start {service} to <version or point>.{known}");
    }

    private static string NotBegun(string service, string point) =>
        $"Nothing is begun yet. To go back to {point}, say: start {service} to {point} · To go back to the last version that worked, say: start {service}";

    /// <summary>The service that is named further back in a text, and the text without it; null where none is.</summary>
    private static (ServiceId? Service, string Others) Misplaced(string text, IServiceCatalogue services)
    {
        string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return Array.FindIndex(words, word => services.Find(new ServiceId(word)) is not null) is >= 0 and var at
            ? (new ServiceId(words[at]), string.Join(' ', [.. words[..at], .. words[(at + 1)..]]))
            : (null, text.Trim());
    }

    private const string NoService = "<service>";

    /// <summary>The service to name to whoever named none, where there can be but one: that of the thread, of the channel, or the only one.</summary>
    private static string ServiceMeant(ChatSubmission submission, IServiceCatalogue services, IReadOnlyList<BackoutState> open)
    {
        if (submission.Backout is { } here && (open.FirstOrDefault(state => state.Id == here)?.Service ?? ServiceOf(here.Value, services)) is { } ofThread)
        {
            return ofThread.Value;
        }

        ServiceDefinition[] inChannel = [.. services.All.Where(service => service.Channel == submission.Channel)];
        return inChannel is [var alone] ? alone.Id.Value : services.All is [var only] ? only.Id.Value : NoService;
    }

    /// <summary>The service of the backout that has that name; null where it can be none's.</summary>
    private static ServiceId? ServiceOf(string backout, IServiceCatalogue services) => services.All.FirstOrDefault(service =>
        backout.StartsWith($"{service.Id}-", StringComparison.Ordinal)
        && int.TryParse(backout.AsSpan(service.Id.Value.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _))?.Id;

    /// <summary>The open backouts that a command may mean which names none: those that have what it names besides, or all.</summary>
    private static IReadOnlyList<BackoutState> Meant(ChatSubmission submission, string verb, string rest, IReadOnlyList<BackoutState> open)
    {
        string first = Split(rest).First;
        string hash = (first.Equals("plan", StringComparison.OrdinalIgnoreCase) ? Split(Split(rest).More).First : first).Trim(AroundHash);
        BackoutState[] fitting = [.. open.Where(state => verb switch
        {
            "approve" when hash.Length > 0 => state.Plan is { } plan && plan.Hash.Value.StartsWith(hash, StringComparison.OrdinalIgnoreCase),
            "approve" or "deny" => state.Phase is BackoutPhase.AwaitingApproval,
            "retry" or "skip" when first.Length > 0 => state.Steps.ContainsKey(new StepId(first)),
            "retry" or "skip" => state.Steps.Values.Any(step => step.Phase is StepPhase.Failed or StepPhase.Uncertain),
            _ => true,
        })];
        return [.. (fitting.Length > 0 ? fitting : open).OrderByDescending(state => state.Channel == submission.Channel)];
    }

    private static string StateOf(BackoutState state) => CardWriter.Write(state, state.PhaseSince).State;
}
