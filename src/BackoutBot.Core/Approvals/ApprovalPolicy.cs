using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Approvals;

/// <summary>Who may approve a plan, how many must, and until when.</summary>
/// <param name="People">Approvers by name.</param>
/// <param name="Groups">Groups whose members, at the moment of the click, are approvers.</param>
/// <param name="Quorum">How many distinct approvers are needed at least, 1 or more; a plan's steps may ask for more. The requester never counts.</param>
/// <param name="ExpiresAfter">How long a proposed plan may wait for its quorum.</param>
public sealed record ApprovalPolicy(
    IReadOnlyList<PersonId> People,
    IReadOnlyList<string> Groups,
    int Quorum,
    TimeSpan ExpiresAfter)
{
    /// <summary>Who may approve, for people: each person, and the members of each group.</summary>
    public IEnumerable<string> InWords() => People.Select(person => person.Value).Concat(Groups.Select(group => $"members of {group}"));
}
