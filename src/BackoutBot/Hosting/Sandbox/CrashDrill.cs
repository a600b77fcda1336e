using System.Diagnostics;
using BackoutBot.Runtime.Backouts;

namespace BackoutBot.Hosting.Sandbox;

/// <summary>Kills this process, as <c>kill -9</c> does, at one place in the story: nothing is flushed, no handler runs.</summary>
internal sealed class CrashDrill(CrashPoint point) : IJournalObserver
{
    public ValueTask BeforeAppendAsync(JournalBoundary boundary) => At(point.Before && point.IsAt(boundary));

    public ValueTask AfterAppendAsync(JournalBoundary boundary) => At(!point.Before && point.IsAt(boundary));

    private static ValueTask At(bool die)
    {
        if (die)
        {
            using Process self = Process.GetCurrentProcess();
            self.Kill();
        }

        return ValueTask.CompletedTask;
    }
}
