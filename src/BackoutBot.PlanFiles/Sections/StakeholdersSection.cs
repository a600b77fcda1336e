using BackoutBot.Core.Services;

namespace BackoutBot.PlanFiles.Sections;

/// <summary>Reads <c>stakeholders</c>.</summary>
internal static class StakeholdersSection
{
    private static readonly Dictionary<string, AudienceKind> Audiences = new(StringComparer.Ordinal)
    {
        ["team-leads"] = AudienceKind.TeamLeads,
        ["managers"] = AudienceKind.Managers,
        ["clients"] = AudienceKind.Clients,
    };

    private static readonly TextRule Audience = TextRule.OneOf("an audience", [.. Audiences.Keys]);

    public static IReadOnlyList<Audience> Read(IReadOnlyList<Section> sections)
    {
        List<Audience> audiences = [];
        foreach (Section section in sections)
        {
            Located<string>? audience = section.Text("audience", Audience, "Team leads read services, versions and steps; managers impact and expected end; clients what they notice, without names of people or systems.");
            Located<string>? channel = section.Text("channel", TextRules.Channel, "The channel, in quotes, such as \"#stakeholders\".");
            section.Close();
            if (audience is null || channel is null)
            {
                continue;
            }

            Audience told = new(Audiences[audience.Value], channel.Value);
            if (audiences.Contains(told))
            {
                section.Fault(null, $"{audience.Value} are told twice in {channel.Value}", "keep one of the two");
            }

            audiences.Add(told);
        }

        return audiences;
    }
}
