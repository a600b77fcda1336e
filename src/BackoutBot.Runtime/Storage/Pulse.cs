namespace BackoutBot.Runtime.Storage;

/// <summary>Tells any number of waiters in this process that something changed. Take <see cref="Next"/> first, look, then wait: no change is missed.</summary>
public sealed class Pulse
{
    private TaskCompletionSource next = Fresh();

    /// <summary>Ends at the next change after it was taken.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    /// <summary>Something changed.</summary>
    public void Raise() => Interlocked.Exchange(ref next, Fresh()).SetResult();

    /// <summary>Waits for what <see cref="Next"/> gave, but not for longer than that.</summary>
    public static async Task WaitAsync(Task next, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(next, Task.Delay(atMost, time, enough.Token));
        await enough.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
