using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Core.Tests.RestorePoints;

/// <summary>What was seen of a point, in words.</summary>
public sealed class UsabilityTests
{
    [Fact]
    public void Given_one_of_each_then_each_is_a_sentence_with_what_to_do()
    {
        PointUsability seen = Of(
            new Usability.Usable("its bundle s3://a/1.zip is there"),
            new Usability.Unusable("its bundle s3://a/2.zip is gone", "Put it back."),
            new Usability.NotKnown("its bundle s3://a/3.zip could not be seen", "Allow it."),
            new Usability.NotAsked("whether commit abc is still on GitHub was not asked"));

        Assert.Equal(
            [
                "Its bundle s3://a/1.zip is there.",
                "Can't be gone back to now: its bundle s3://a/2.zip is gone. Put it back.",
                "Its bundle s3://a/3.zip could not be seen. Allow it.",
                "Whether commit abc is still on GitHub was not asked.",
            ],
            seen.InWords);
    }

    [Fact]
    public void Given_two_resources_of_which_one_has_nothing_to_go_back_by_then_the_point_is_of_no_use_and_says_why() =>
        Assert.Equal("its bundle is gone", Of(new Usability.Usable("its bundle is there"), new Usability.Unusable("its bundle is gone", "")).WhyUnusable);

    [Fact]
    public void Given_what_is_not_known_or_not_asked_then_nothing_prevents_it() =>
        Assert.Null(Of(new Usability.NotKnown("it could not be seen", ""), new Usability.NotAsked("it was not asked")).WhyUnusable);

    [Fact]
    public void Given_a_point_that_was_passed_over_then_one_sentence_says_which_and_why() =>
        Assert.Equal("v2.3.1 is passed over: its bundle s3://a/1.zip is gone.", new PassedOverPoint("v2.3.1", "its bundle s3://a/1.zip is gone").InWords);

    private static PointUsability Of(params Usability[] seen) => new([.. seen.Select((one, number) => new StateUsability($"group-{number}", one))]);
}
