using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Chat.Commands;
using BackoutBot.Core.Ids;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using BackoutBot.Core.Tests.Backouts;

namespace BackoutBot.Core.Tests.Advice;

/// <summary>Commands as people type them, for a story that is told in one thread.</summary>
internal static class Typing
{
    /// <summary>What becomes of the command; a command that is only answered fails the test with the answer.</summary>
    internal static Decision Type(this Story story, PersonId who, string typed, bool inThread = true) => story.Read(who, typed, inThread) switch
    {
        Interpretation.ToBackout to => story.Send(to.Command),
        Interpretation.ToService to => story.Send(to.Command),
        Interpretation.ToStop => story.Send(new Stop(story.NextKey(), who, null, Story.Deploying)),
        Interpretation.ToPoint to => story.Send(to.Start with { To = new PointTarget("r", Story.Begin, to.Name) }),
        Interpretation.Say said => throw new Xunit.Sdk.XunitException($"«{typed}» is only answered: {Text(said)}"),
        var other => throw new InvalidOperationException($"No rule for {other.GetType().Name}."),
    };

    /// <summary>The command is taken.</summary>
    internal static void Does(this Story story, PersonId who, string typed, bool inThread = true) =>
        Assert.Null(story.Type(who, typed, inThread).Refusal?.Explanation);

    /// <summary>What is said to a command that is refused.</summary>
    internal static string Refused(this Story story, PersonId who, string typed, bool inThread = true)
    {
        Refusal? refusal = story.Type(who, typed, inThread).Refusal;
        Assert.True(refusal is not null, $"«{typed}» is not refused.");
        return refusal.Explanation;
    }

    /// <summary>What a typed command amounts to.</summary>
    internal static Interpretation Read(this Story story, PersonId who, string typed, bool inThread = true) => ChatInterpreter.Interpret(
        new ChatSubmission(story.NextKey().Value, "console", who, "#ops", inThread ? story.State.Id : null, typed, null),
        new Catalogue(story.Service),
        story.State.Version == 0 || story.State.IsClosed ? [] : [story.State],
        story.State.IsClosed && story.State.HasStandingResidue ? [story.State] : []);

    /// <summary>What is answered to a command.</summary>
    internal static string Answer(this Story story, PersonId who, string typed, bool inThread = true) => Text(Assert.IsType<Interpretation.Say>(story.Read(who, typed, inThread)));

    private static string Text(Interpretation.Say said) => said.Message.Body is TextBody text ? string.Join('\n', [text.Headline, .. text.Lines]) : said.Message.Body.ToString()!;

    private sealed class Catalogue(ServiceDefinition service) : IServiceCatalogue
    {
        public IReadOnlyList<ServiceDefinition> All { get; } = [service];

        public ServiceDefinition? Find(ServiceId id) => All.FirstOrDefault(one => one.Id == id);
    }
}
