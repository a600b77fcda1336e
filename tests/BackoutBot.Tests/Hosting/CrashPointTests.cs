using BackoutBot.Core.Ids;
using BackoutBot.Hosting.Sandbox;
using BackoutBot.Runtime.Backouts;

namespace BackoutBot.Tests.Hosting;

/// <summary>Where a drill kills the process.</summary>
public sealed class CrashPointTests
{
    [Theory]
    [InlineData("before:7", true, null, 7)]
    [InlineData("after:12", false, null, 12)]
    [InlineData("before:checkout-api-1:7", true, "checkout-api-1", 7)]
    public void Given_a_well_written_place_then_it_is_read(string text, bool before, string? backout, long number) =>
        Assert.Equal(new CrashPoint(before, backout, number), CrashPoint.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("before")]
    [InlineData("during:3")]
    [InlineData("before:0")]
    [InlineData("before:-1")]
    [InlineData("before:checkout-api-1:")]
    [InlineData("before:checkout-api-1:x")]
    public void Given_anything_else_then_it_is_not(string text) => Assert.Null(CrashPoint.Parse(text));

    [Theory]
    [InlineData("before:3", 3, "checkout-api-1", 9, 1, true)]
    [InlineData("before:3", 4, "checkout-api-1", 3, 1, false)]
    [InlineData("before:checkout-api-1:7", 1, "checkout-api-1", 7, 1, true)]
    [InlineData("before:checkout-api-1:7", 1, "checkout-api-1", 8, 2, true)]
    [InlineData("before:checkout-api-1:7", 1, "checkout-api-1", 8, 1, false)]
    [InlineData("before:checkout-api-1:7", 1, "checkout-api-1", 6, 1, false)]
    [InlineData("before:checkout-api-1:7", 7, "checkout-api-2", 7, 1, false)]
    public void A_place_is_met_by_the_append_that_reaches_or_passes_it(string place, long count, string backout, long version, int events, bool met) =>
        Assert.Equal(met, CrashPoint.Parse(place)!.IsAt(new JournalBoundary(count, new BackoutId(backout), version, [.. Enumerable.Repeat("NoteAdded", events)])));
}
