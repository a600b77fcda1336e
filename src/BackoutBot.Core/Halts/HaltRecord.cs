using BackoutBot.Core.Approvals;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Halts;

/// <summary>Everything that was ever done about the halt, oldest first: what is in force is the fold of it.</summary>
/// <param name="Entries">The entries.</param>
public sealed record HaltRecord(IReadOnlyList<HaltEntry> Entries)
{
    /// <summary>The halt in force; null where there is none.</summary>
    public Halt? Current => Entries.Aggregate((Halt?)null, After);

    /// <summary>Who lifted the latest halt, in order; empty while one is in force or none ever was.</summary>
    public IReadOnlyList<PersonId> LiftedBy => Current is not null
        ? []
        : [.. Entries.Skip(FirstWordThatCounts()).Select(entry => entry.By).Distinct()];

    /// <summary>Decides what a person asks for.</summary>
    /// <param name="act">What is asked for.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="reason">Why; null where none was given.</param>
    /// <param name="authority">What the person may do at this moment, for the service of which they may most.</param>
    /// <param name="approvals">The approval policies of all services: whoever approves for one of them may halt for all.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="hasFirstLapsed">Whether whoever wants it lifted already (<see cref="Halt.LiftWantedBy"/>) may approve for no service any longer.</param>
    public HaltDecision Decide(HaltAct act, PersonId by, string? reason, Authority authority, IEnumerable<ApprovalPolicy> approvals, DateTimeOffset now, bool hasFirstLapsed = false)
    {
        if (!authority.IsApprover)
        {
            string what = act is HaltAct.Halt ? "halt" : "lift a halt";
            return new HaltDecision(null, CardTone.Attention, authority.IsKnown
                ? $"You may not {what}: that takes an approver of any service. Ask one of them: {WhoMay(approvals)}."
                : $"I don't know you, so you may not {what}. Ask an approver of any service: {WhoMay(approvals)}.");
        }

        HaltEntry entry = new(Entries.Count + 1, now, by, authority.Basis, act, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim());
        return (act, Current) switch
        {
            (HaltAct.Halt, { LiftWantedBy: null } halt) => new HaltDecision(null, CardTone.Quiet, $"That is so already. {halt.InWords}"),
            (HaltAct.Halt, { LiftWantedBy: { } first }) => new HaltDecision(entry, CardTone.Danger, $"{by} insists on the halt: what {first} said about lifting it counts no more. {After(Current, entry)!.InWords}"),
            (HaltAct.Halt, _) => new HaltDecision(entry, CardTone.Danger, $"{After(null, entry)!.InWords} What AWS was asked for before is only watched. Two different approvers lift it, by: unhalt"),
            (_, null) => new HaltDecision(null, CardTone.Quiet, "Nothing is halted."),
            (_, { LiftWantedBy: { } first }) when first == by => new HaltDecision(null, CardTone.Attention, $"You have said so already. A second, different approver must say: unhalt. They are: {WhoMay(approvals)}."),
            (_, { LiftWantedBy: { } first }) when hasFirstLapsed => new HaltDecision(entry with { Act = HaltAct.LiftAnew }, CardTone.Attention, $"{first}, who wanted the halt lifted, may approve no longer: that word counts no more. {Wanted(by)}"),
            (_, { LiftWantedBy: { } first }) => new HaltDecision(entry, CardTone.Good, $"The halt is lifted by {first} and {by}: what is approved goes on."),
            _ => new HaltDecision(entry, CardTone.Attention, Wanted(by)),
        };
    }

    private static string Wanted(PersonId by) => $"{by} wants the halt lifted. It is when a second, different approver says: unhalt";

    private static string WhoMay(IEnumerable<ApprovalPolicy> approvals) => string.Join(", ", approvals.SelectMany(policy => policy.InWords()).Distinct(StringComparer.Ordinal));

    private static Halt? After(Halt? halt, HaltEntry entry) => (entry.Act, halt) switch
    {
        (HaltAct.Halt, null) => new Halt(entry.By, entry.At, entry.Reason),
        (HaltAct.Halt, _) => halt with { LiftWantedBy = null },
        (_, null) => null,
        (HaltAct.LiftAnew, _) => halt with { LiftWantedBy = entry.By },
        (_, { LiftWantedBy: { } first }) when first != entry.By => null,
        _ => halt with { LiftWantedBy = entry.By },
    };

    private int FirstWordThatCounts()
    {
        for (int at = Entries.Count - 1; at >= 0; at--)
        {
            if (Entries[at].Act is not HaltAct.Lift)
            {
                return Entries[at].Act is HaltAct.Halt ? at + 1 : at;
            }
        }

        return Entries.Count;
    }
}

/// <summary>What is decided about the halt.</summary>
/// <param name="Entry">What is to be written down; null where nothing changes.</param>
/// <param name="Tone">How it is meant.</param>
/// <param name="Answer">What is said of it.</param>
public sealed record HaltDecision(HaltEntry? Entry, CardTone Tone, string Answer);
