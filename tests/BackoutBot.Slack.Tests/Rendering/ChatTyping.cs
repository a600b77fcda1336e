using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Chat.Commands;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;
using BackoutBot.Core.Tests.Backouts;

namespace BackoutBot.Slack.Tests.Rendering;

/// <summary>What comes of what a person types after <c>/backout</c>, outside of any thread.</summary>
internal static class ChatTyping
{
    /// <summary>What the bot answers.</summary>
    public static TextBody Answer(string typed, IReadOnlyList<BackoutState> open) =>
        Assert.IsType<TextBody>(Assert.IsType<Interpretation.Say>(Read(new ChatSubmission("1", "slack", Story.Bob, "#ops", null, typed, null), open)).Message.Body);

    /// <summary>What it amounts to.</summary>
    public static Interpretation Read(ChatSubmission submission, IReadOnlyList<BackoutState> open) => ChatInterpreter.Interpret(submission, new NoServices(), open, []);

    private sealed class NoServices : IServiceCatalogue
    {
        public IReadOnlyList<ServiceDefinition> All => [];

        public ServiceDefinition? Find(ServiceId id) => null;
    }
}
