namespace BackoutBot.Runtime.Backouts;

/// <summary>What was to be looked at could not be seen for a cause that may be over by itself. It is told once that has lasted.</summary>
/// <param name="reason">Why not, for people.</param>
internal sealed class NotSeenYetException(string reason) : Exception(reason);
