using System.Text.RegularExpressions;

namespace BackoutBot.Tests.Building;

/// <summary>A feed need not have the very versions that are pinned.</summary>
public sealed partial class PinTests
{
    [Fact]
    public async Task Given_a_pin_that_the_feed_has_not_when_built_then_dev_names_it_and_what_it_says_to_do_helps()
    {
        using DevFixture repository = new();
        repository.Offer("1.0.0");
        repository.Offer("1.2.0");

        repository.Pin("2.0.0");
        (int exitCode, string said) = await repository.RunAsync("build");
        Assert.Equal(1, exitCode);
        Match advice = Advice().Match(said);
        Assert.True(advice.Success, said);

        repository.Pin(advice.Groups["version"].Value);
        (exitCode, said) = await repository.RunAsync("build");
        Assert.True(exitCode == 0, said);

        // Between two that the feed has, the next one is taken: that is said, and is no error.
        repository.Pin("1.1.0");
        (exitCode, said) = await repository.RunAsync("build");
        Assert.True(exitCode == 0, said);
        Assert.Contains("dev: Directory.Packages.props:4 pins AWSSDK.Vendor 1.1.0, which the package feed has not: 1.2.0 is taken.", said, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^dev: Directory\.Packages\.props:4 pins AWSSDK\.Vendor 2\.0\.0, and the newest that the package feed has is (?<version>[0-9.]+): write that version there", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Advice();
}
