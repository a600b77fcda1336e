namespace BackoutBot.Runtime.Inbox;

/// <summary>An inbound message whose place in the order is known.</summary>
/// <param name="Lane">What it must stay in order with.</param>
/// <param name="HandleAsync">Deals with it, and writes down what became of it. Never throws.</param>
internal sealed record InboxJob(string Lane, Func<Task> HandleAsync);
