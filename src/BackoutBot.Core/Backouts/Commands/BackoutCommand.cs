using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Backouts.Commands;

/// <summary>Something that is asked of, or reported to, one backout. Handling a key twice has the effect of handling it once.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="By">The person who asks; null where the bot reports to itself.</param>
public abstract record BackoutCommand(CommandKey Key, PersonId? By);
