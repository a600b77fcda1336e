using BackoutBot.Teams.Tests.Wire;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BackoutBot.Teams.Tests;

public sealed class OptionsTests
{
    private const string App = "0f0f0f0f-0000-4000-8000-00000000b07a";

    public static TheoryData<string, string?, string> Faults { get; } = new()
    {
        { "Teams:AppId", null, "anybody could pose as Teams" },
        { "Teams:AppId", "bot", "GUID" },
        { "Teams:AppPassword", null, "client secret" },
        { "Teams:TenantId", null, "Directory (tenant) ID" },
        { "Teams:Channels:#", Cast.General, "write #ops, or ops" },
        { "Teams:Channels:#ops", "General", "Get link to channel" },
        { "Teams:Channels:#ops", null, "Get link to channel" },
        { "Teams:Channels:#other", Cast.Ops, "of its own" },
        { "Teams:ConsoleUrl", "file:///etc", "web address" },
        { "Teams:LoginUrl", "https://login.evil.example", "Remove it" },
        { "Teams:OpenIdMetadataUrl", "https://keys.evil.example", "Remove it" },
        { "Teams:GraphUrl", "https://graph.evil.example", "Remove it" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Given_a_fault_when_started_then_it_is_named(string key, string? value, string said)
    {
        Dictionary<string, string?> settings = TeamsHost.Settings(App);
        settings[key] = value;

        string fault = Assert.Single(Validate(settings, "Production"));

        Assert.Contains(said, fault, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeEntra.Secret, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_good_settings_or_none_when_started_then_there_is_no_fault()
    {
        Assert.Empty(Validate(TeamsHost.Settings(App), "Production"));
        Assert.Empty(Validate(new Dictionary<string, string?> { ["Teams:AppId"] = "nonsense" }, "Production"));
    }

    [Fact]
    public void Given_a_sandbox_without_an_app_when_started_then_it_may()
    {
        Assert.Empty(Validate(new Dictionary<string, string?> { ["Teams:Enabled"] = "true", ["Teams:GraphUrl"] = "http://127.0.0.1:1" }, "Sandbox"));
        Assert.Contains("https", Assert.Single(Validate(new Dictionary<string, string?> { ["Teams:Enabled"] = "true", ["Teams:LoginUrl"] = "http://127.0.0.1:1" }, "Sandbox")), StringComparison.Ordinal);
    }

    [Fact]
    public void Given_many_faults_when_started_then_all_are_named() =>
        Assert.Equal(2, Validate(new Dictionary<string, string?> { ["Teams:Enabled"] = "true", ["Teams:Channels:ops"] = "x" }, "Production").Count);

    private static IReadOnlyList<string> Validate(Dictionary<string, string?> settings, string environment)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment });
        _ = builder.Configuration.AddInMemoryCollection(settings);
        _ = builder.AddTeams();
        using IHost host = builder.Build();
        try
        {
            host.Services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException fault)
        {
            return [.. fault.Failures];
        }
    }
}
