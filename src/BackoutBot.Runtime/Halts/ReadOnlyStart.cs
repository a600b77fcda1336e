using BackoutBot.Core.Halts;
using Microsoft.Extensions.Options;

namespace BackoutBot.Runtime.Halts;

/// <summary>The halt that holds as long as a bot runs that was started read-only. No word in chat lifts it.</summary>
internal sealed class ReadOnlyStart(IOptions<RuntimeOptions> options, TimeProvider time)
{
    /// <summary>What to do about it, for people.</summary>
    public const string WayOut = "No word lifts that: whoever runs the bot starts it without Runtime:ReadOnly.";

    /// <summary>The halt; null where the bot may write.</summary>
    public Halt? Halt { get; } = options.Value.ReadOnly ? new Halt(Core.Halts.Halt.ReadOnlyStart, time.GetUtcNow(), "Runtime:ReadOnly") : null;
}
