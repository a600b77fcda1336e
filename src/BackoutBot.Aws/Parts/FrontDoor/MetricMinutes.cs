using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Parts.FrontDoor;

/// <summary>Which of CloudWatch's minutes tell of the service as it is.</summary>
internal static class MetricMinutes
{
    /// <summary>A metric's shortest period that every service of AWS has.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    /// <summary>How long after its end a minute's data may still come, or grow. Elastic Load Balancing "measures and sends its metrics in 60-second intervals".</summary>
    public static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    /// <summary>From when on what is measured tells of the release that runs, and of it alone; null where nothing says.</summary>
    public static DateTimeOffset? Since(CheckContext context) => context.ProvesSince > context.ReleasedAt || context.ReleasedAt is null ? context.ProvesSince : context.ReleasedAt;

    /// <summary>The beginning of the minute.</summary>
    public static DateTimeOffset Floor(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % Length.Ticks), TimeSpan.Zero);

    /// <summary>The beginning of the first minute that begins then or later.</summary>
    public static DateTimeOffset Ceiling(DateTimeOffset at) => Floor(at + Length - TimeSpan.FromTicks(1));
}
