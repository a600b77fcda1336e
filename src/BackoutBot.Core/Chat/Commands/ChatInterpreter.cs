using System.Globalization;
using System.Text.RegularExpressions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;

namespace BackoutBot.Core.Chat.Commands;

/// <summary>Reads what a person typed or pressed. Decides nothing: whether it may be is the decider's matter.</summary>
public static partial class ChatInterpreter
{
    /// <summary>What the submission amounts to.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="services">The services that have a plan file.</param>
    /// <param name="open">The open backouts.</param>
    /// <param name="unsettled">The ended backouts that left something for which nobody answers yet.</param>
    /// <param name="ban">Why nothing may be written to AWS now; null where it may.</param>
    public static Interpretation Interpret(ChatSubmission submission, IServiceCatalogue services, IReadOnlyList<BackoutState> open, IReadOnlyList<BackoutState> unsettled, string? ban = null) =>
        submission.Press is { } press
            ? Pressed(submission, press, services, open)
            : Typed(submission, (submission.Text ?? "").Trim(), services, open, unsettled, ban);

    private static Interpretation Pressed(ChatSubmission submission, ButtonPress press, IServiceCatalogue services, IReadOnlyList<BackoutState> open)
    {
        if (submission.Backout is not { } backout)
        {
            return Answer(submission, PressReading.NoBackout);
        }

        if (press.Verb is CardVerb.Stop)
        {
            return open.FirstOrDefault(state => state.Id == backout) is { } here
                ? ToStop(submission, here.Service, press.Input ?? "")
                : Answer(submission, $"{backout} is closed. To have a deployment stopped all the same, say in the channel: stop {ServiceMeant(submission, services, open)}");
        }

        CommandKey key = KeyOf(submission);
        PersonId person = submission.Person;
        PersonCommand command = press.Verb switch
        {
            CardVerb.Start => new Start(key, person, press.Input),
            CardVerb.Dismiss => new Dismiss(key, person, press.Input),
            CardVerb.Approve => new Approve(key, person, press.Plan ?? default),
            CardVerb.Deny => new Deny(key, person, press.Plan, press.Input),
            CardVerb.Replan => new Replan(key, person),
            CardVerb.Pause => new Pause(key, person),
            CardVerb.Resume => new Resume(key, person),
            CardVerb.Retry => new Retry(key, person, press.Step),
            CardVerb.Skip => new Skip(key, person, press.Step, press.Input),
            CardVerb.Accept => new Accept(key, person, press.Input),
            CardVerb.Abort => new Abort(key, person, press.Input),
            CardVerb.Leave => new Leave(key, person, press.Input),
            CardVerb.Note => new Note(key, person, press.Input ?? ""),
            CardVerb.Attest => new Attest(key, person, press.Item ?? default, press.Input),
            _ => throw new InvalidOperationException($"No rule reads the button {press.Verb}."),
        };
        return new Interpretation.ToBackout(backout, command);
    }

    /// <summary>What people and their clients put around a hash.</summary>
    private static readonly char[] AroundHash = ['#', '.', ',', ';', ':', '!', '`', '"', '\'', '“', '”', '«', '»', '<', '>', '(', ')', '*'];

    /// <summary>What reads, and is followed by a service or by nothing.</summary>
    private static readonly string[] TakesNothing = ["status", "plan", "timeline", "runbook", "postmortem"];

    /// <summary>What is followed by what a person says, in their own words.</summary>
    private static readonly string[] TakesText = ["dismiss", "deny", "accept", "abort", "leave", "announce", "note"];

    private static Interpretation Typed(ChatSubmission submission, string text, IServiceCatalogue services, IReadOnlyList<BackoutState> open, IReadOnlyList<BackoutState> unsettled, string? ban)
    {
        (string verb, string rest) = Split(text);
        switch (verb.ToLowerInvariant())
        {
            case "" or "help":
                return Answer(submission, "What /backout can do:", [.. ChatVerb.All.Select(one => $"{one.Name} {one.Usage}".TrimEnd() + $": {one.Help}")]);
            case "list":
                return Answer(
                    submission,
                    open.Count == 0 ? "No backout is open." : "Open backouts:",
                    [.. ban is null ? Array.Empty<string>() : [ban], .. open.Select(Line), .. unsettled.SelectMany(Left)]);
            case "halt":
                return new Interpretation.OnHalt(HaltAct.Halt, rest.Length == 0 ? null : rest);
            case "unhalt":
                return new Interpretation.OnHalt(HaltAct.Lift, rest.Length == 0 ? null : rest);
            case "takeover":
                return TakeOver(submission, rest, services, unsettled);
            case "clear":
                return Clear(submission, rest, services, open);
            case "undo" when ToUndo(submission, rest, services, open) is { } all:
                return all;
            case "points":
                return Points(submission, rest, services, open);
            case "stop" when services.Find(new ServiceId(Split(rest).First)) is null && open.FirstOrDefault(state => state.Id == submission.Backout) is { } inThread:
                return ToStop(submission, inThread.Service, rest);
            case "stop" when rest.Length == 0 && open is [var only]:
                return ToStop(submission, only.Service, rest);
            case "start" or "prepare" when submission.Backout is { } here && open.Any(state => state.Id == here) && services.Find(new ServiceId(Split(rest).First)) is null:
                return Begin(submission, verb.ToLowerInvariant(), rest, open.First(state => state.Id == here).Service, here, services);
            case "start" or "prepare" or "stop":
                return ForService(submission, verb.ToLowerInvariant(), rest, services, open);
            default:
                break;
        }

        if (!ChatVerb.All.Any(one => string.Equals(one.Name, verb, StringComparison.OrdinalIgnoreCase)))
        {
            if (WayBack(submission, text, services, open) is { } wayBack)
            {
                return wayBack;
            }

            string? near = Nearest.To(verb, ChatVerb.All.Select(one => one.Name));
            return Answer(submission, near is null
                ? $"I don't know «{verb}». Type help to see what I can do."
                : $"I don't know «{verb}». Did you mean «{near}»?");
        }

        if (TakesNothing.Contains(verb.ToLowerInvariant()) && EndedMeant(submission, rest, services, open) is { } ended)
        {
            return new Interpretation.ReadEnded(ended, verb.ToLowerInvariant());
        }

        if (submission.Backout is { } closed && !open.Any(state => state.Id == closed))
        {
            return Answer(submission, $"{closed} is closed; its card and what came of it are in this thread, and all of it is on its page: /backouts/{closed}. If it changed something, that is put back by: undo {closed}. What is about another backout, say in that one's thread or in the channel.");
        }

        string asked = rest;
        return Target(submission, verb.ToLowerInvariant(), ref rest, open) is { } state
            ? TakesNothing.Contains(verb.ToLowerInvariant()) && rest.Length > 0
                ? Answer(submission, $"There is no open backout of «{Split(asked).First}». Open are: {string.Join(", ", open.Select(one => one.Id))}.")
                : ForBackout(submission, verb.ToLowerInvariant(), rest, state)
            : Answer(submission, open.Count == 0
                ? $"{(ban is null ? "" : $"{ban} ")}No backout is open. Begin one with: start {ServiceMeant(submission, services, open)}"
                : $"Which backout? Nothing is done yet. Say it in its thread, or name it: {string.Join(", ", Meant(submission, verb.ToLowerInvariant(), rest, open).Select(one => one.Id))}",
                open.Count == 0 ? [.. unsettled.SelectMany(Left)] : [.. Meant(submission, verb.ToLowerInvariant(), rest, open).Select(one => $"For {one.Service} ({StateOf(one)}): {$"{verb.ToLowerInvariant()} {one.Id} {rest}".TrimEnd()}")]);
    }

    private static IEnumerable<string> Left(BackoutState state) =>
    [
        $"{state.Id} ended at {state.ClosedAt:yyyy-MM-dd HH:mm} UTC. This is what it left then, and nobody has said or seen since that it is otherwise:",
        .. Residue.Of(state).Select(one => one.Text),
        .. EndWords.WaysOut(state),
    ];

    /// <summary>A backout that is named, or of whose thread it is, knows best why nobody has to answer for what it left.</summary>
    private static Interpretation TakeOver(ChatSubmission submission, string rest, IServiceCatalogue services, IReadOnlyList<BackoutState> unsettled)
    {
        (string first, string more) = Split(rest);
        if (unsettled.Any(state => state.Id.Value == first) || ServiceOf(first, services) is not null)
        {
            return new Interpretation.ToBackout(new BackoutId(first), new TakeOver(KeyOf(submission), submission.Person, more));
        }

        return submission.Backout is { } here
            ? new Interpretation.ToBackout(here, new TakeOver(KeyOf(submission), submission.Person, rest))
            : Answer(submission, unsettled.Count == 0
                ? $"{(first.Length == 0 ? "" : $"There is no backout «{first}». ")}No ended backout left anything for which somebody would have to answer."
                : $"{(more.Length == 0 ? "" : $"There is no backout «{first}». ")}Name the backout, then what becomes of what it left: takeover {unsettled[0].Id} <what becomes of it>. There are: {string.Join(", ", unsettled.Select(state => state.Id))}.");
    }

    /// <summary>A backout is named, or it is said in the thread of an ended one; in every other case a step is meant.</summary>
    private static Interpretation.ToUndo? ToUndo(ChatSubmission submission, string rest, IServiceCatalogue services, IReadOnlyList<BackoutState> open)
    {
        (string first, string more) = Split(rest);
        BackoutId? named = ServiceOf(first, services) is not null ? new BackoutId(first)
            : first.Length == 0 && submission.Backout is { } here && !open.Any(state => state.Id == here) ? here
            : null;
        return named is { } ended ? new Interpretation.ToUndo(ended, submission.Person, KeyOf(submission), more.Length == 0 ? null : more) : null;
    }

    private static Interpretation ForService(ChatSubmission submission, string verb, string rest, IServiceCatalogue services, IReadOnlyList<BackoutState> open)
    {
        (string name, string more) = Split(rest);
        if (name.Length == 0)
        {
            return Answer(submission, $"Name the service: {string.Join(", ", services.All.Select(service => service.Id))}");
        }

        if (services.Find(new ServiceId(name)) is not { } service)
        {
            if (verb == "start" && WayBack(submission, rest, services, open) is { } wayBack)
            {
                return wayBack;
            }

            string? near = Nearest.To(name, services.All.Select(one => one.Id.Value));
            if (near is null && Misplaced(rest, services) is ({ } later, var others))
            {
                return Answer(submission, $"Nothing is begun yet. The service comes first: {verb} {later} {(IsTo(Split(others).First) ? Split(others).More : others)}");
            }

            return Answer(submission, near is null
                ? $"No plan file describes «{name}». Known services: {string.Join(", ", services.All.Select(one => one.Id))}."
                : $"No plan file describes «{name}». Did you mean «{near}»?");
        }

        return Begin(submission, verb, more, service.Id, backout: null, services);
    }

    private static Interpretation Begin(ChatSubmission submission, string verb, string rest, ServiceId service, BackoutId? backout, IServiceCatalogue services)
    {
        string? argument = rest.Length == 0 ? null : rest;
        if (verb == "stop")
        {
            return ToStop(submission, service, rest);
        }

        if (verb == "start" && Split(rest) is { First: var word, More: var named } && IsTo(word))
        {
            if (named.Length == 0)
            {
                return Answer(submission, $"Name the version or point to go to: start {service} to <version or point>. What is kept is listed by: points {service}");
            }

            (string name, string reason) = PointName.Split(named);
            if (backout is not null && services.Find(new ServiceId(Split(reason).First)) is { } other && other.Id != service)
            {
                return Answer(submission, $"{NotBegun(other.Id.Value, name)}. To take {service} there, of which this thread is, say: start {service} to {name}");
            }

            return new Interpretation.ToPoint(service, name, new Start(KeyOf(submission), submission.Person, reason.Length == 0 ? null : reason), backout);
        }

        // A version may be meant as where to go to, and taken for a reason it would lead elsewhere.
        if (verb == "start" && rest.Length > 0 && Split(rest).First is var version && Version().IsMatch(version))
        {
            return Answer(submission, NotBegun(service.Value, version));
        }

        PersonCommand command = verb == "start"
            ? new Start(KeyOf(submission), submission.Person, argument)
            : new Prepare(KeyOf(submission), submission.Person, argument);
        return backout is { } here ? new Interpretation.ToBackout(here, command) : new Interpretation.ToService(service, command);
    }

    [GeneratedRegex(@"^[vV]?\d+(\.\d+)+\S*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();

    private static Interpretation.ToStop ToStop(ChatSubmission submission, ServiceId service, string rest) =>
        new(service, submission.Person, KeyOf(submission), rest.Length == 0 ? null : rest);

    private static Interpretation Points(ChatSubmission submission, string rest, IServiceCatalogue services, IReadOnlyList<BackoutState> open)
    {
        (string first, string more) = Split(rest);
        ServiceId? service = services.Find(new ServiceId(first))?.Id;
        if (service is null && Misplaced(rest, services) is ({ } later, var others))
        {
            (service, more) = (later, others);
        }
        else if (service is null && submission.Backout is { } here && open.FirstOrDefault(state => state.Id == here) is { } state)
        {
            (service, more) = (state.Service, rest);
        }

        if (Split(more) is { First: var word, More: var named } && IsTo(word))
        {
            more = named;
        }

        return service is { } known
            ? new Interpretation.ReadPoints(known, more.Length == 0 ? null : PointName.Split(more).Name)
            : Answer(submission, first.Length == 0
                ? $"Name the service: {string.Join(", ", services.All.Select(one => one.Id))}"
                : $"No plan file describes «{first}». Known services: {string.Join(", ", services.All.Select(one => one.Id))}.");
    }

    private static Interpretation Clear(ChatSubmission submission, string rest, IServiceCatalogue services, IReadOnlyList<BackoutState> open)
    {
        (string first, string more) = Split(rest);
        return !BackoutId.Fits(first)
            ? Answer(submission, $"Name the backout that left the release, then why it is good: clear <backout> <reason>. The restore points, with the backout that left each, are listed by: points {ServiceMeant(submission, services, open)}")
            : new Interpretation.ToBackout(new BackoutId(first), new ClearRelease(KeyOf(submission), submission.Person, more));
    }

    private static Interpretation ForBackout(ChatSubmission submission, string verb, string rest, BackoutState state)
    {
        CommandKey key = KeyOf(submission);
        PersonId person = submission.Person;
        string? text = rest.Length == 0 ? null : rest;
        (string first, string more) = Split(rest);
        StepId? step = first.Length == 0 ? null : new StepId(first);
        PersonCommand? command = verb switch
        {
            "dismiss" => new Dismiss(key, person, text),
            "approve" => new Approve(key, person, new PlanHash((first.Equals("plan", StringComparison.OrdinalIgnoreCase) ? Split(more).First : first).Trim(AroundHash))),
            "deny" => new Deny(key, person, null, text),
            "replan" => new Replan(key, person),
            "include" => new Include(key, person, rest),
            "undo" => new Undo(key, person, step ?? default, more.Length == 0 ? null : more),
            "pause" => new Pause(key, person),
            "resume" => new Resume(key, person),
            "retry" => new Retry(key, person, step),
            "skip" => new Skip(key, person, step, more),
            "accept" => new Accept(key, person, text),
            "abort" => new Abort(key, person, text),
            "leave" => new Leave(key, person, text),
            "announce" => new Announce(key, person, rest),
            "note" => new Note(key, person, rest),
            "attest" => new Attest(key, person, new ItemId(first), more),
            _ => null,
        };
        return command is not null
            ? new Interpretation.ToBackout(state.Id, command)
            : Read(submission, verb, state);
    }

    private static BackoutState? Target(ChatSubmission submission, string verb, ref string rest, IReadOnlyList<BackoutState> open)
    {
        (string first, string more) = Split(rest);
        if (submission.Backout is { } here && open.FirstOrDefault(state => state.Id == here) is { } inThread)
        {
            // It may be named there all the same; where people say something, the name is part of what they say.
            rest = !TakesText.Contains(verb) && (first == inThread.Service.Value || first == inThread.Id.Value) ? more : rest;
            return inThread;
        }

        if (open.FirstOrDefault(state => state.Service.Value == first || state.Id.Value == first) is { } named)
        {
            rest = more;
            return named;
        }

        // What is said elsewhere changes nothing that it does not name.
        return open is [var only] && (TakesNothing.Contains(verb) || only.Channel == submission.Channel) ? only : null;
    }

    private static (string First, string More) Split(string text)
    {
        int space = text.AsSpan().IndexOfAny(' ', '\t', '\n');
        return space < 0 ? (text, "") : (text[..space], text[(space + 1)..].Trim());
    }

    private static CommandKey KeyOf(ChatSubmission submission) => new($"{submission.Platform}:{submission.Key}");
}
