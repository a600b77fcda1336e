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

    /// <summary>The provider itself says that something of the service that the bot can't look at is in a bad way.</summary>
    BadNews,

    /// <summary>The provider itself says that what it had bad news of is well again.</summary>
    GoodNews,

    /// <summary>The provider tells what happened to something of the service: worth to know beside trouble, and none by itself.</summary>
    News,

    /// <summary>Understood, of no consequence for a backout: configuration changes, single instances, suppressed alarms.</summary>
    Informational,
}
