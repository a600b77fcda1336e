namespace BackoutBot.Core.Steps;

/// <summary>Why a step can't begin: what has to be read before can't be read.</summary>
/// <param name="Since">When that was first told, UTC.</param>
/// <param name="Reason">Why not, for people.</param>
public sealed record HeldUp(DateTimeOffset Since, string Reason);
