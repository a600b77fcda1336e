using BackoutBot.Sandbox.Scenarios;

namespace BackoutBot.Sandbox.Parts.Alarms;

/// <summary>A metric alarm that derives from the health of the targets.</summary>
internal sealed class MetricAlarm
{
    public required string Name { get; init; }
    public string? Description { get; init; }
    public required string Topic { get; init; }
    public required AlarmMetric Metric { get; init; }

    /// <summary>The scheduled query whose results it judges, which makes it a log alarm; null where it judges its metric.</summary>
    public LogQuery? Logs { get; init; }

    /// <summary>Whether what it does when it changes is enabled.</summary>
    public bool ActionsEnabled { get; init; } = true;

    /// <summary>Whether it does nothing at all when it changes.</summary>
    public bool IsSilent { get; init; }

    /// <summary>What hinders or narrows its evaluation, such as PARTIAL_DATA; null where nothing does.</summary>
    public string? EvaluationState { get; init; }

    /// <summary>Whether its state is left as it is: PARTIAL_DATA alone is evaluated.</summary>
    public bool IsEvaluated => EvaluationState is null or "PARTIAL_DATA";

    public Dictionary<string, string> Dimensions { get; init; } = [];
    public required RaiseCondition Raise { get; init; }

    /// <summary>Beside every target being healthy, what must hold for the alarm to go OK.</summary>
    public ClearCondition? Clear { get; init; }

    public required AlarmSeconds Seconds { get; init; }
}

internal sealed class AlarmMetric
{
    public required string Name { get; init; }
    public required string Namespace { get; init; }
    public required string Statistic { get; init; }
    public string? Unit { get; init; }
    public required int Period { get; init; }
    public required double Threshold { get; init; }

    /// <summary>The datapoint while all is well.</summary>
    public required double Good { get; init; }

    /// <summary>The datapoint while it is not.</summary>
    public required double Bad { get; init; }
}

/// <summary>The scheduled query of a log alarm.</summary>
internal sealed class LogQuery
{
    /// <summary>How often it runs, such as <c>rate(5 minutes)</c>: no other expression is taken by PutLogAlarm.</summary>
    public required string Schedule { get; init; }

    /// <summary>How many seconds before it runs its range begins, and ends.</summary>
    public required int StartOffset { get; init; }

    public int EndOffset { get; init; }

    /// <summary>How many of its results are judged.</summary>
    public int Results { get; init; } = 1;
}

internal sealed class RaiseCondition
{
    public required int UnhealthyTargets { get; init; }
}

internal sealed class ClearCondition
{
    public required string Record { get; init; }

    /// <summary>The values of which the record must have one.</summary>
    public required List<string> AnyOf { get; init; }
}

internal sealed class CompositeAlarm
{
    public required string Name { get; init; }
    public string? Description { get; init; }
    public required string Topic { get; init; }

    /// <summary>The alarms of which one must be in ALARM; more is said by <see cref="Rule"/>.</summary>
    public List<string> AnyOf { get; init; } = [];

    /// <summary>The whole rule, as CloudWatch has it.</summary>
    public string? Rule { get; init; }

    /// <summary>The alarm that keeps its actions from being taken while that is in ALARM.</summary>
    public string? Suppressor { get; init; }

    public bool ActionsEnabled { get; init; } = true;
    public required AlarmSeconds Seconds { get; init; }
}

/// <summary>A mute rule: for some time the actions of some alarms are not taken.</summary>
internal sealed class MuteRule
{
    public required string Name { get; init; }

    /// <summary>The alarms; all of the account where none is named.</summary>
    public List<string> Alarms { get; init; } = [];

    /// <summary>When it began before the account was made, or begins after where that is negative.</summary>
    public required double MinutesAgo { get; init; }

    public required int Minutes { get; init; }

    /// <summary>Whether it comes again every day at that time.</summary>
    public bool Daily { get; init; }

    public DateTimeOffset BeginsAt(DateTimeOffset createdAt)
    {
        // A schedule has minutes, and no seconds.
        var at = createdAt.AddMinutes(-MinutesAgo);
        return new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
    }

    /// <returns>SCHEDULED, ACTIVE or EXPIRED, as CloudWatch spells them.</returns>
    public string StatusAt(DateTimeOffset now, DateTimeOffset createdAt)
    {
        var since = now - BeginsAt(createdAt);
        if (Daily && since > TimeSpan.Zero)
        {
            since = TimeSpan.FromTicks(since.Ticks % TimeSpan.TicksPerDay);
        }

        return since < TimeSpan.Zero ? "SCHEDULED" : since < TimeSpan.FromMinutes(Minutes) ? "ACTIVE" : Daily ? "SCHEDULED" : "EXPIRED";
    }

    public bool Mutes(string alarm, DateTimeOffset now, DateTimeOffset createdAt) => (Alarms.Count == 0 || Alarms.Contains(alarm)) && StatusAt(now, createdAt) == "ACTIVE";
}

internal sealed class AlarmSeconds
{
    public required double ToAlarm { get; init; }
    public required double ToOk { get; init; }
}
