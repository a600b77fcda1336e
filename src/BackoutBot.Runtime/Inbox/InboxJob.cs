namespace BackoutBot.Runtime.Inbox;

/// <summary>An inbound message whose place in the order is known.</summary>
/// <param name="Lane">What it must stay in order with.</param>
/// <param name="Read">Ends, well or not, when the message has been read.</param>
/// <param name="HandleAsync">Deals with it, and writes down what became of it. Never throws.</param>
internal sealed record InboxJob(string Lane, Task Read, Func<Task> HandleAsync);
