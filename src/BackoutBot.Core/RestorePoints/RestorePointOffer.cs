namespace BackoutBot.Core.RestorePoints;

/// <summary>The point to go back to unless a person chooses another.</summary>
/// <param name="Chosen">The point.</param>
/// <param name="Other">The release that ran right before the one to leave, where that is another, for it is not proven; null otherwise.</param>
public sealed record RestorePointOffer(KeptRestorePoint Chosen, KeptRestorePoint? Other);
