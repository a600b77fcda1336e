using BackoutBot.Aws.Parts.CodeDeploy;

namespace BackoutBot.Aws.Tests.Parts.CodeDeploy;

/// <summary>What people call a revision.</summary>
public sealed class ReleaseVersionsTests
{
    [Theory]
    [InlineData("checkout-api/v2.4.0.zip", "v2.4.0")]
    [InlineData("v2.4.0.tar.gz", "v2.4.0")]
    [InlineData("a/b/build-17", "build-17")]
    [InlineData("a/.zip", ".zip")]
    [InlineData("a/b/", "b")]
    [InlineData("/", "/")]
    public void Given_an_S3_key_when_it_is_named_then_it_is_the_last_part_without_the_archives_ending(string key, string version) =>
        Assert.Equal(version, ReleaseVersions.OfKey(key));

    [Theory]
    [InlineData("0a1b2c3d4e5f60718293a4b5c6d7e8f901234567", "0a1b2c3")]
    [InlineData("0a1b", "0a1b")]
    public void Given_a_commit_when_it_is_named_then_it_is_short(string commit, string version) =>
        Assert.Equal(version, ReleaseVersions.OfCommit(commit));
}
