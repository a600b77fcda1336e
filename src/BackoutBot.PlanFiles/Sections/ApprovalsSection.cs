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

        IReadOnlyList<Located<string>> people = section.Texts("people", TextRules.Person);
        IReadOnlyList<Located<string>> groups = section.Texts("groups", TextRules.Group);
        Located<int>? quorum = section.Count("quorum", otherwise: 1);
        Located<TimeSpan>? expiresAfter = section.Duration("expiresAfter", TimeSpan.FromMinutes(30));
        if (!section.Has("people") && !section.Has("groups"))
        {
            section.Fault(null, "nobody may approve", "add 'groups:' or 'people:' with one entry at least");
        }
        else if (!section.HasEntries("people") && !section.HasEntries("groups"))
        {
            section.Fault(section.Has("groups") ? "groups" : "people", "nobody may approve", "name one group or person at least");
        }
        else if (!section.HasEntries("groups") && quorum?.Value > people.Count)
        {
            section.Fault(quorum, $"{quorum.Value} approvals are asked for and only {people.Count} {(people.Count == 1 ? "person" : "people")} may approve", "lower the quorum, or add people or a group");
        }

        section.Close();
        return new ApprovalPolicy([.. people.Select(person => new PersonId(person.Value))], [.. groups.Select(group => group.Value)], quorum?.Value ?? 1, expiresAfter?.Value ?? default);
    }
}
