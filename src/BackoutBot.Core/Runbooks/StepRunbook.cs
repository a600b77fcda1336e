namespace BackoutBot.Core.Runbooks;

/// <summary>How a person performs one step by hand, for when the bot can't. It is kept with the step, so that nothing has to be asked to read it.</summary>
/// <param name="Links">Where it is seen in the provider's console.</param>
/// <param name="Lines">What to type, in this order.</param>
public sealed record StepRunbook(IReadOnlyList<RunbookLink> Links, IReadOnlyList<RunbookLine> Lines);

/// <summary>A page of the provider's console.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Url">Its address.</param>
public sealed record RunbookLink(string Title, Uri Url);

/// <summary>One line to type into a shell.</summary>
/// <param name="Purpose">What it is for, and where: one sentence without its full stop.</param>
/// <param name="Command">One line of printable ASCII for a POSIX shell, with everything quoted that came from elsewhere.</param>
/// <param name="Changes">Whether it changes something; the others only look.</param>
public sealed record RunbookLine(string Purpose, string Command, bool Changes);
