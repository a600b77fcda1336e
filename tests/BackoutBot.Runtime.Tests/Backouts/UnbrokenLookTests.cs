using BackoutBot.Runtime.Backouts;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>Which time between looks counts as looked at.</summary>
public sealed class UnbrokenLookTests
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 24, 3, 12, 0, TimeSpan.Zero);
    private readonly UnbrokenLook look = new(TimeSpan.FromMinutes(1));

    [Fact]
    public void Given_looks_that_follow_on_each_other_then_it_is_since_the_first_and_after_a_break_since_the_next()
    {
        Look(0);
        Look(50);
        Assert.Equal(Begin, Look(100));
        Assert.Equal(Begin.AddSeconds(161), Look(161));
    }

    [Theory]
    [InlineData(60, 0)]
    [InlineData(61, 61)]
    public void Given_a_new_process_then_a_look_that_was_written_down_counts_as_long_as_it_is_near(int now, int since) =>
        Assert.Equal(Begin.AddSeconds(since), look.SinceAt(Begin.AddSeconds(now), Begin));

    private DateTimeOffset Look(int seconds)
    {
        var since = look.SinceAt(Begin.AddSeconds(seconds), recorded: null);
        look.Looked(Begin.AddSeconds(seconds), since);
        return since;
    }
}
