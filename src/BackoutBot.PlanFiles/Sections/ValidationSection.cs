using BackoutBot.Core.Services;

namespace BackoutBot.PlanFiles.Sections;

/// <summary>Reads <c>validation</c>.</summary>
internal static class ValidationSection
{
    private static readonly ValidationPolicy Default = new(Soak: TimeSpan.FromMinutes(5), Timeout: TimeSpan.FromMinutes(30));

    public static ValidationPolicy Read(Section? section)
    {
        if (section is null)
        {
            return Default;
        }

        Located<TimeSpan>? soak = section.Duration("soak", Default.Soak, "How long targets and alarms must have been well without a break.");
        Located<TimeSpan>? timeout = section.Duration("timeout", Default.Timeout, "After how long without that a person is asked; longer than the soak.");
        if (timeout is not null && soak is not null && timeout.Value <= soak.Value)
        {
            section.Fault(timeout, $"the timeout of {Shown(timeout.Value)} is over before the soak of {Shown(soak.Value)} can be", "make the timeout longer than the soak");
        }

        section.Close();
        return new ValidationPolicy(soak?.Value ?? Default.Soak, timeout?.Value ?? Default.Timeout);
    }

    private static string Shown(TimeSpan span) => span.TotalMinutes < 1 ? $"{span.TotalSeconds}s" : $"{span.TotalMinutes:0.##}m";
}
