namespace BackoutBot.Core.Signals;

/// <summary>What an inbound event says of a resource.</summary>
public enum SignalKind
{
    /// <summary>A deployment began.</summary>
    DeploymentStarted,

    /// <summary>A deployment ended well, as far as the deployer can tell.</summary>
    DeploymentSucceeded,

    /// <summary>A deployment failed.</summary>
    DeploymentFailed,

    /// <summary>A deployment was stopped.</summary>
    DeploymentStopped,

    /// <summary>An alarm went off.</summary>
    AlarmRaised,

    /// <summary>An alarm is quiet again.</summary>
    AlarmCleared,

    /// <summary>An alarm can't tell: it lacks data.</summary>
    AlarmUndetermined,

    /// <summary>Understood, of no consequence for a backout: configuration changes, single instances, suppressed alarms.</summary>
    Informational,
}
