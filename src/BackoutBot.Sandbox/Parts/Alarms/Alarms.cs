using BackoutBot.Sandbox.Scenarios;

namespace BackoutBot.Sandbox.Parts.Alarms;

/// <summary>A metric alarm that derives from the health of the targets.</summary>
internal sealed class MetricAlarm
{
    public required string Name { get; init; }
    public string? Description { get; init; }
    public required string Topic { get; init; }
    public required AlarmMetric Metric { get; init; }

    /// <summary>Whether what it does when it changes is enabled.</summary>
    public bool ActionsEnabled { get; init; } = true;

    /// <summary>Whether it does nothing at all when it changes.</summary>
    public bool IsSilent { get; init; }

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
    public required List<string> AnyOf { get; init; }
    public required AlarmSeconds Seconds { get; init; }
}

internal sealed class AlarmSeconds
{
    public required double ToAlarm { get; init; }
    public required double ToOk { get; init; }
}
