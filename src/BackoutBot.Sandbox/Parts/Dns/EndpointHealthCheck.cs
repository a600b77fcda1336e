namespace BackoutBot.Sandbox.Parts.Dns;

/// <summary>A Route 53 health check.</summary>
internal sealed class EndpointHealthCheck
{
    public required string Id { get; init; }

    /// <summary>As Route 53 spells it. Those that look at an endpoint look at the load balancer.</summary>
    public required string Type { get; init; }

    public string Host { get; init; } = "";
    public int Port { get; init; } = 443;
    public string Path { get; init; } = "/";

    /// <summary>From one look of a checker to its next, in seconds: 10 or 30.</summary>
    public int IntervalSeconds { get; init; } = 30;

    /// <summary>After how many equal answers a checker changes its mind.</summary>
    public int Threshold { get; init; } = 3;

    public bool Inverted { get; init; }
    public bool Disabled { get; init; }

    /// <summary>The health checks that one of the type CALCULATED is computed from.</summary>
    public List<string> Children { get; init; } = [];

    /// <summary>The region of each checker.</summary>
    public List<string> Checkers { get; init; } = [];

    /// <summary>Whether it has checkers: the others are computed from alarms, controls and other health checks.</summary>
    public bool LooksItself => Type is "HTTP" or "HTTPS" or "HTTP_STR_MATCH" or "HTTPS_STR_MATCH" or "TCP";
}
