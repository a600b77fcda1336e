namespace BackoutBot.Runtime.Backouts;

/// <summary>Lets every append pass.</summary>
internal sealed class NoJournalObserver : IJournalObserver
{
    public ValueTask BeforeAppendAsync(JournalBoundary boundary) => ValueTask.CompletedTask;

    public ValueTask AfterAppendAsync(JournalBoundary boundary) => ValueTask.CompletedTask;
}
