namespace BackoutBot.Tests.Building;

/// <summary>What <c>./dev</c> says of the stand-ins that it builds.</summary>
public sealed class StandInTests
{
    [Fact]
    public async Task Given_a_feed_that_lacks_a_package_and_then_has_it_when_built_then_dev_says_each_time_what_is_inside()
    {
        using DevFixture repository = new();
        repository.Pin("1.0.0");

        (int exitCode, string said) = await repository.RunAsync("build");
        Assert.True(exitCode == 0, said);
        Assert.Contains("dev: the package feed lacks these, so they are built from standins/: AWSSDK.Vendor\n", said, StringComparison.Ordinal);
        Assert.EndsWith("dev: stand-ins are inside, for packages that the feed lacks (docs/vendor-sdks.md): AWSSDK.Vendor\n", said, StringComparison.Ordinal);

        // Also where nothing is restored anew.
        (exitCode, said) = await repository.RunAsync("build");
        Assert.True(exitCode == 0, said);
        Assert.Equal("dev: stand-ins are inside, for packages that the feed lacks (docs/vendor-sdks.md): AWSSDK.Vendor\n", said);

        repository.Offer("1.0.0");
        _ = await repository.RunAsync("clean");
        (exitCode, said) = await repository.RunAsync("build");
        Assert.True(exitCode == 0, said);
        Assert.Equal("dev: no stand-in is inside: all vendors' packages are from the feed\n", said);
    }
}
