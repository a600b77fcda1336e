using BackoutBot.Core.Ids;
using BackoutBot.Slack.Rendering;

namespace BackoutBot.Slack.Outbound;

/// <summary>A call of Slack that is made after an acknowledgement, and is lost with the process: the person just presses again.</summary>
internal abstract record SlackErrand;

/// <summary>Opens the dialog that a button needs; Slack takes it within 3 s of the press.</summary>
/// <param name="Trigger">The press's trigger id.</param>
/// <param name="Press">The button.</param>
/// <param name="User">Who pressed it.</param>
/// <param name="Channel">Where it was pressed, to say there what went wrong; null where that is nowhere.</param>
/// <param name="Thread">The thread there.</param>
internal sealed record OpenDialog(string Trigger, PressValue Press, string User, string? Channel, string? Thread) : SlackErrand;

/// <summary>Says something to one person, where they are.</summary>
/// <param name="User">The person.</param>
/// <param name="Channel">Where.</param>
/// <param name="Thread">The thread there; null outside of threads.</param>
/// <param name="Text">What is said: words of our own, for Slack formats them.</param>
internal sealed record Tell(string User, string Channel, string? Thread, string Text) : SlackErrand;

/// <summary>Shows somebody the home tab.</summary>
internal sealed record PublishHome(string User, PersonId Person) : SlackErrand;
