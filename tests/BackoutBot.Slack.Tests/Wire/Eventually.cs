using System.Diagnostics;

namespace BackoutBot.Slack.Tests.Wire;

/// <summary>Waits for what happens beside the test, and says what did not.</summary>
public static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It never came true that {what}.");
            await Task.Delay(10);
        }
    }
}
