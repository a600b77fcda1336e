using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Sns;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace BackoutBot.Aws.Tests.Sns;

/// <summary>What may not be configured, and that every fault is told at once.</summary>
public sealed class OptionsTests
{
    private static readonly IHostEnvironment Production = new HostingEnvironment { EnvironmentName = "Production" };
    private static readonly IHostEnvironment Sandbox = new HostingEnvironment { EnvironmentName = "Sandbox" };

    [Fact]
    public void Given_the_sandbox_settings_when_the_environment_is_production_then_each_is_refused_by_name()
    {
        var result = new SnsOptionsValidator(Production).Validate(null, new SnsOptions
        {
            CertificateOrigin = new Uri("http://127.0.0.1:1"),
            TrustedCaUrl = new Uri("http://127.0.0.1:1/ca.pem"),
            TrustedCaPem = "pem",
        });
        Assert.Equal(3, result.Failures!.Count());
        Assert.All(result.Failures!, failure => Assert.Contains("'Sandbox' only", failure, StringComparison.Ordinal));
    }

    [Fact]
    public void Given_the_sandbox_settings_when_the_environment_is_the_sandbox_then_they_are_accepted() =>
        Assert.True(new SnsOptionsValidator(Sandbox).Validate(null, new SnsOptions { CertificateOrigin = new Uri("http://127.0.0.1:1"), TrustedCaPem = "pem" }).Succeeded);

    [Fact]
    public void Given_several_faults_when_the_options_are_validated_then_all_are_told()
    {
        var result = new SnsOptionsValidator(Production).Validate(null, new SnsOptions
        {
            Integrations = ["a/b"],
            SignatureVersions = ["3"],
            MaxBodyBytes = 1,
            MaxAge = TimeSpan.Zero,
            ClockSkew = TimeSpan.FromHours(1),
        });
        Assert.Equal(5, result.Failures!.Count());
    }

    [Fact]
    public void Given_nothing_set_when_the_options_are_validated_then_they_are_fine()
    {
        Assert.True(new SnsOptionsValidator(Production).Validate(null, new SnsOptions()).Succeeded);
        Assert.True(new AwsOptionsValidator(Production).Validate(null, new AwsOptions()).Succeeded);
    }

    [Fact]
    public void Given_another_address_or_a_key_for_AWS_when_the_environment_is_production_then_each_is_refused()
    {
        var options = new AwsOptions { ServiceUrl = new Uri("http://127.0.0.1:1"), AccessKey = "key", SecretKey = "hush" };
        var result = new AwsOptionsValidator(Production).Validate(null, options);
        Assert.Equal(3, result.Failures!.Count());
        Assert.DoesNotContain("hush", result.FailureMessage, StringComparison.Ordinal);
        Assert.True(new AwsOptionsValidator(Sandbox).Validate(null, options).Succeeded);
    }
}
