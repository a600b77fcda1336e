using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Story;

namespace BackoutBot.Sandbox.Notifications;

/// <summary>When a delivery that failed is tried again: linear from the smallest delay to the longest, SNS's default backoff function.</summary>
internal sealed class DeliveryPolicy(Scenario scenario, Pace pace)
{
    /// <param name="attempts">Attempts so far, all of them failed.</param>
    /// <returns>The delay until the next attempt, or null when there is none.</returns>
    public TimeSpan? DelayAfter(int attempts)
    {
        var policy = scenario.Notifications;
        if (attempts > policy.Retries)
        {
            return null;
        }

        // The longest delay is reached with the tenth retry, so that a bot that is soon back is soon told.
        var share = Math.Min(1, (attempts - 1) / 9.0);
        return pace.Of(policy.MinDelaySeconds + (share * (policy.MaxDelaySeconds - policy.MinDelaySeconds)));
    }

    /// <summary>Whether SNS tries again: on 5xx, 429 and when there was no answer (null). Every other answer is final.</summary>
    public static bool IsRetried(int? status) => status is null or 429 or >= 500;
}
