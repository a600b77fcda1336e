namespace BackoutBot.Core.Chat;

/// <summary>A message on its way to a platform.</summary>
/// <param name="Message">What to say.</param>
/// <param name="Thread">The reference of the thread's root on the platform; null where the message is a root, or its root is not there.</param>
/// <param name="Existing">The reference of the message's earlier delivery, which is to be edited; null for a first.</param>
/// <param name="MayHaveArrived">
/// Whether a first delivery was perhaps made and not written down (a crash, a lost answer): the platform looks for it by the message's
/// key before it posts, where it lets one look.
/// </param>
public sealed record ChatDelivery(ChatMessage Message, string? Thread, string? Existing, bool MayHaveArrived);
