using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Signals;

/// <summary>
/// How a signal stands to what was heard of its resource before, in whatever backout: messages come twice, by several topics and transports, and
/// out of order.
/// </summary>
/// <param name="Repeats">The message that told the same before; null where it is news.</param>
/// <param name="IsOutdated">Whether it was over already by what is known: it is history, and calls nobody.</param>
public sealed record Hearing(SignalId? Repeats, bool IsOutdated)
{
    // EventBridge and an alarm's own action give the time of one transition with other fractions of a second.
    private static readonly TimeSpan SameTransition = TimeSpan.FromSeconds(1);

    /// <summary>Places a signal among what is remembered of its resource.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="heard">What is remembered; the same message among it tells nothing.</param>
    public static Hearing Of(Signal signal, IReadOnlyList<HeardSignal> heard)
    {
        HeardSignal[] others = [.. heard.Where(one => one.Id != signal.Id)];
        return new Hearing(Array.Find(others, one => IsSame(signal, one, others))?.Id, Array.Exists(others, one => Ends(one, signal)));
    }

    private static bool IsSame(Signal signal, HeardSignal other, HeardSignal[] others)
    {
        // EventBridge tells not what a deployment takes back, CodeDeploy's trigger does: what tells more is no repetition.
        if (other.Kind != signal.Kind || other.Subject != signal.Subject || (signal.TakesBack is { } takenBack && takenBack != other.TakesBack))
        {
            return false;
        }

        // A deployment begins and ends once, whatever time is given.
        if (signal.IsOfDeployment)
        {
            return true;
        }

        (DateTimeOffset from, DateTimeOffset to) = signal.OccurredAt < other.OccurredAt ? (signal.OccurredAt, other.OccurredAt) : (other.OccurredAt, signal.OccurredAt);
        return to - from <= SameTransition && !Array.Exists(others, between => between.Kind != signal.Kind && between.OccurredAt > from && between.OccurredAt < to);
    }

    /// <summary>Whether what is known says that what the signal tells was over since. Within one deployment an end comes after the beginning, whatever the times.</summary>
    private static bool Ends(HeardSignal known, Signal signal) => signal.Kind switch
    {
        SignalKind.AlarmRaised or SignalKind.AlarmUndetermined => known.Kind is SignalKind.AlarmCleared && known.OccurredAt > signal.OccurredAt,
        SignalKind.BadNews => known.Kind is SignalKind.GoodNews && known.Subject == signal.Subject && known.OccurredAt > signal.OccurredAt,
        SignalKind.DeploymentStarted => known.Subject == signal.Subject && known.Kind is (SignalKind.DeploymentSucceeded or SignalKind.DeploymentFailed or SignalKind.DeploymentStopped),
        SignalKind.DeploymentFailed or SignalKind.DeploymentStopped => known.Kind is SignalKind.DeploymentSucceeded && known.TakesBack == signal.Subject,
        _ => false,
    };
}
