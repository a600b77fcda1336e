namespace BackoutBot.Core.Chat.Commands;

/// <summary>A command that can be typed after <c>/backout</c>.</summary>
/// <param name="Name">The word.</param>
/// <param name="Usage">What follows it.</param>
/// <param name="Help">What it does, in one line.</param>
public sealed record ChatVerb(string Name, string Usage, string Help)
{
    /// <summary>All of them, in the order of the walk.</summary>
    public static IReadOnlyList<ChatVerb> All { get; } =
    [
        new("prepare", "<service> [version]", "check phases 1 to 10 before a deployment and keep a restore point"),
        new("start", "<service> [to <version or point>] [reason]", "request a backout and have it planned; with to, towards that restore point"),
        new("stop", "<service> [reason]", "have what is being deployed stopped at once; one approver is enough, and the plan to roll back follows; in the midst of an undo a person decides what follows"),
        new("points", "<service> [version or point]", "list the restore points, or say in what one differs from what is now"),
        new("dismiss", "[reason]", "say that no backout is needed"),
        new("status", "[service]", "say how it stands"),
        new("plan", "", "show the plan"),
        new("approve", "<plan hash>", "approve the plan of that hash (six characters are enough)"),
        new("deny", "<reason>", "deny the plan"),
        new("replan", "", "have the plan made anew"),
        new("include", "<resource>", "have something put back, too, that somebody moved since the release and the plan leaves as it is"),
        new("undo", "<step or backout> [reason]", "have what one step changed put back, or all that an ended backout did, by a plan of its own"),
        new("pause", "", "start no further step"),
        new("resume", "", "go on"),
        new("retry", "[step]", "try a failed step, or the validation, again"),
        new("skip", "<step> <reason>", "go on without a step"),
        new("accept", "<reason>", "accept the rollback although it is not proved"),
        new("abort", "<reason>", "give the backout up; what its steps put up is taken away first"),
        new("leave", "<reason>", "give the backout up and take over what stands open"),
        new("halt", "[reason]", "write nothing more to AWS, for any service, until two approvers lift it"),
        new("unhalt", "", "lift the halt; two different approvers must say so"),
        new("takeover", "<backout> <reason>", "answer for what an ended backout left"),
        new("clear", "<backout> <reason>", "let the release that an ended backout left be gone back to again"),
        new("announce", "<text>", "tell the stakeholders something"),
        new("note", "<text>", "put something on the timeline"),
        new("attest", "<item> <statement>", "vouch for a checklist item, such as 9.1, with a note or link as evidence"),
        new("timeline", "", "say where the timeline is"),
        new("runbook", "[service]", "show the plan as AWS command lines and console links, for when the bot can't do it"),
        new("postmortem", "", "say where the post-mortem is"),
        new("list", "", "list the open backouts, and what ended ones left"),
        new("help", "", "show this"),
    ];
}
