using BackoutBot.Core.RestorePoints;

namespace BackoutBot.PlanFiles.Sections;

/// <summary>Reads <c>restorePoints</c>.</summary>
internal static class RestorePointsSection
{
    public static RestorePointPolicy Read(Section? section)
    {
        if (section is null)
        {
            return RestorePointPolicy.Default;
        }

        Located<TimeSpan>? provenAfter = section.Duration("provenAfter", RestorePointPolicy.Default.ProvenAfter, "How long the service must have been well with a release, without a break, for the release to be proven.");
        section.Close();
        return new RestorePointPolicy(provenAfter?.Value ?? RestorePointPolicy.Default.ProvenAfter);
    }
}
