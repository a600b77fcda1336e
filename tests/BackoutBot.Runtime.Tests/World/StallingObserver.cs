using BackoutBot.Runtime.Backouts;

namespace BackoutBot.Runtime.Tests.World;

/// <summary>Holds one backout's appends until it is disposed of.</summary>
public sealed class StallingObserver(string backout) : IJournalObserver, IDisposable
{
    private readonly TaskCompletionSource stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends once an append is held.</summary>
    public Task Stalled => stalled.Task;

    public async ValueTask BeforeAppendAsync(JournalBoundary boundary)
    {
        if (boundary.Backout.Value == backout)
        {
            stalled.TrySetResult();
            await released.Task;
        }
    }

    public ValueTask AfterAppendAsync(JournalBoundary boundary) => ValueTask.CompletedTask;

    public void Dispose() => released.TrySetResult();
}
