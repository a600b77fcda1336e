namespace BackoutBot.Sandbox;

/// <summary>How one sandbox is run. The command line fills it; tests that host the sandbox in process do so themselves.</summary>
public sealed record SandboxOptions
{
    /// <summary>Where to listen; loopback only, for the credentials that open it are public. Port 0 picks a free one.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:4566";

    /// <summary>The folder for state and certificates. It is made when missing.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Where SNS delivers to; without one nothing is subscribed, and nothing is sent. It can also be set later by <c>PUT /_sandbox/webhook</c>.</summary>
    public Uri? Webhook { get; init; }

    /// <summary>The scenario file; the one that ships with the sandbox when null.</summary>
    public string? ScenarioPath { get; init; }

    /// <summary>A scenario file for each further account, whose story is not told. Its roles say which accounts they trust.</summary>
    public IReadOnlyList<string> OtherAccounts { get; init; } = [];

    /// <summary>Divides every duration of the scenario. Default 1.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Starts the story by itself, once, so many seconds after the subscriptions were confirmed. Null: it waits for the control call.</summary>
    public double? BreakAfterSeconds { get; init; }

    /// <summary>
    /// The story's releases look well, and an instance begins to fail only so many seconds of the scenario after it got one. Null: as the scenario says.
    /// </summary>
    public double? ReleaseFailsAfterSeconds { get; init; }

    /// <summary>How long a webhook may take to answer. SNS gives 15 seconds.</summary>
    public TimeSpan DeliveryTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The clock that the date of a request's signature is held against (±15 minutes). It is the machine's own even where the
    /// sandbox runs on a simulated one, because a client signs by the machine's clock.
    /// </summary>
    public TimeProvider SignatureClock { get; init; } = TimeProvider.System;
}
