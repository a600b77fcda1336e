using BackoutBot.Core.Approvals;
using BackoutBot.Core.Ids;

namespace BackoutBot.PlanFiles.Sections;

/// <summary>Reads <c>approvals</c>.</summary>
internal static class ApprovalsSection
{
    public static ApprovalPolicy? Read(Section? section)
    {
        if (section is null)
        {
            return null;
        }

        IReadOnlyList<Located<string>> people = section.Texts("people", TextRules.Person, "Approvers by name, as the People settings know them.");
        IReadOnlyList<Located<string>> groups = section.Texts("groups", TextRules.Group, "Groups whose members, at the moment of the click, are approvers.");
        Located<int>? quorum = section.Count("quorum", otherwise: 1, "How many different approvers are needed.");
        Located<TimeSpan>? expiresAfter = section.Duration("expiresAfter", TimeSpan.FromMinutes(30), "How long a proposed plan waits for its approvals. Then the backout stands down, and is proposed anew as long as an alarm of it lasts.");
        if (!section.NeedsOneOf("people", "groups"))
        {
            string? at = section.Has("groups") ? "groups" : section.Has("people") ? "people" : null;
            section.Fault(at, "nobody may approve", at is null ? "add 'groups:' or 'people:' with one entry at least" : "name one group or person at least");
        }
        else if (!section.HasEntries("groups") && quorum?.Value > people.Count)
        {
            section.Fault(quorum, $"{quorum.Value} approvals are asked for and only {people.Count} {(people.Count == 1 ? "person" : "people")} may approve", "lower the quorum, or add people or a group");
        }

        section.Close();
        return new ApprovalPolicy([.. people.Select(person => new PersonId(person.Value))], [.. groups.Select(group => group.Value)], quorum?.Value ?? 1, expiresAfter?.Value ?? default);
    }
}
