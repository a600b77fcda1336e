using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Ids;

namespace BackoutBot.Runtime.Backouts;

/// <summary>What was to be looked at could not be seen for a cause that may be over by itself. It is no failure and decides nothing: it is looked at again, and told once that has lasted.</summary>
/// <param name="Key">Unique for what must count once.</param>
/// <param name="Reason">Why not, for people.</param>
internal sealed record NotSeenYet(CommandKey Key, string Reason) : Report(Key);
