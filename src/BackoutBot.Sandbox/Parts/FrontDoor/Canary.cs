namespace BackoutBot.Sandbox.Parts.FrontDoor;

/// <summary>A CloudWatch Synthetics canary, whose every run asks the load balancer once.</summary>
internal sealed class Canary
{
    public required string Name { get; init; }

    public required string Host { get; init; }
    public int Port { get; init; } = 443;
    public string Path { get; init; } = "/";

    /// <summary>From the beginning of one run to that of the next.</summary>
    public int IntervalSeconds { get; init; } = 60;

    /// <summary>How long a run takes. It asks at its beginning and tells at its end.</summary>
    public double RunSeconds { get; init; } = 8;

    /// <summary>It is there, and does not run until somebody starts it.</summary>
    public bool Stopped { get; init; }
}

/// <summary>How CloudWatch's metrics behave.</summary>
internal sealed class MetricsSection
{
    public MetricsSeconds Seconds { get; init; } = new();
}

internal sealed class MetricsSeconds
{
    /// <summary>From the end of a minute to its data.</summary>
    public double Late { get; init; } = 60;
}
