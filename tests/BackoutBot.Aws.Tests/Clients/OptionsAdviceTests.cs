using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Sns;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace BackoutBot.Aws.Tests.Clients;

/// <summary>Whoever sets what a fault of the settings says starts the bot.</summary>
public sealed class OptionsAdviceTests
{
    private static readonly IHostEnvironment Production = new HostingEnvironment { EnvironmentName = "Production" };
    private static readonly IHostEnvironment Sandbox = new HostingEnvironment { EnvironmentName = "Sandbox" };

    [Fact]
    public void Given_one_half_of_a_key_when_both_or_none_are_set_then_nothing_is_wrong()
    {
        Advised.By(Aws(Sandbox, new AwsOptions { AccessKey = "key" }), "Set both or none.");

        Assert.Null(Aws(Sandbox, new AwsOptions { AccessKey = "key", SecretKey = "hush" }));
        Assert.Null(Aws(Sandbox, new AwsOptions()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(120)]
    public void Given_a_time_out_out_of_bounds_when_one_within_those_advised_is_set_then_nothing_is_wrong(int seconds)
    {
        Advised.By(Aws(Production, new AwsOptions { CallTimeout = TimeSpan.FromMinutes(3) }), "Give one second to two minutes.");

        Assert.Null(Aws(Production, new AwsOptions { CallTimeout = TimeSpan.FromSeconds(seconds) }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void Given_more_retries_than_there_may_be_when_as_many_as_advised_are_set_then_nothing_is_wrong(int retries)
    {
        Advised.By(Aws(Production, new AwsOptions { ReadRetries = 11 }), "Give 0 to 10.");

        Assert.Null(Aws(Production, new AwsOptions { ReadRetries = retries }));
    }

    [Fact]
    public void Given_a_setting_of_the_sandbox_in_production_when_it_is_removed_then_nothing_is_wrong()
    {
        Advised.By(Aws(Production, new AwsOptions { ServiceUrl = new Uri("http://127.0.0.1:1") }), "Remove it.");
        Advised.By(Sns(new SnsOptions { TrustedCaPem = "pem" }), "Remove it.");

        Assert.Null(Aws(Production, new AwsOptions()));
        Assert.Null(Sns(new SnsOptions()));
    }

    [Fact]
    public void Given_an_integration_that_is_no_segment_when_it_is_of_what_is_advised_then_nothing_is_wrong()
    {
        string[] told = Advised.By(Sns(new SnsOptions { Integrations = ["a/b"] }), "Use letters, digits, '*', '*', '*' and '*'.");

        Assert.Null(Sns(new SnsOptions { Integrations = [$"aZ9{string.Concat(told)}"] }));
    }

    [Fact]
    public void Given_a_signature_version_that_is_none_when_the_advised_one_is_set_alone_then_nothing_is_wrong()
    {
        string version = Advised.By(Sns(new SnsOptions { SignatureVersions = ["3"] }), "SNS knows '1' and '2'; use '*' alone wherever the topics can be set to it.")[0];

        Assert.Null(Sns(new SnsOptions { SignatureVersions = [version] }));
    }

    [Fact]
    public void Given_a_size_out_of_bounds_when_either_bound_is_set_then_nothing_is_wrong() =>
        Assert.All(Advised.By(Sns(new SnsOptions { MaxBodyBytes = 1 }), "Give * to * bytes; SNS sends little more than *."), bytes => Assert.Null(Sns(new SnsOptions { MaxBodyBytes = int.Parse(bytes) })));

    [Fact]
    public void Given_an_age_out_of_bounds_when_the_longest_that_is_advised_is_set_then_nothing_is_wrong()
    {
        string days = Advised.By(Sns(new SnsOptions { MaxAge = TimeSpan.Zero }), "Give more than zero and at most * days, the longest that a dead-letter queue keeps a message.")[0];

        Assert.Null(Sns(new SnsOptions { MaxAge = TimeSpan.FromDays(int.Parse(days)) }));
        Assert.Null(Sns(new SnsOptions { MaxAge = TimeSpan.FromTicks(1) }));
    }

    [Fact]
    public void Given_a_skew_out_of_bounds_when_either_bound_is_set_then_nothing_is_wrong()
    {
        string minutes = Advised.By(Sns(new SnsOptions { ClockSkew = TimeSpan.FromHours(1) }), "Give zero to * minutes.")[0];

        Assert.Null(Sns(new SnsOptions { ClockSkew = TimeSpan.FromMinutes(int.Parse(minutes)) }));
        Assert.Null(Sns(new SnsOptions { ClockSkew = TimeSpan.Zero }));
    }

    private static string? Aws(IHostEnvironment environment, AwsOptions options) => new AwsOptionsValidator(environment).Validate(null, options).FailureMessage;

    private static string? Sns(SnsOptions options) => new SnsOptionsValidator(Production).Validate(null, options).FailureMessage;
}
