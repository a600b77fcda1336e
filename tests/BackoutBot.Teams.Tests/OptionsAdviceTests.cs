using BackoutBot.Teams.Tests.Wire;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BackoutBot.Teams.Tests;

/// <summary>Whoever sets what a fault of the settings says starts the bot.</summary>
public sealed class OptionsAdviceTests
{
    private const string App = "0f0f0f0f-0000-4000-8000-00000000b07a";

    [Theory]
    [InlineData("Teams:AppId", null, "Set it to the bot's Microsoft app id.", App)]
    [InlineData("Teams:AppPassword", null, "* is missing: set it to a client secret of the app, best by the environment's variable Teams__AppPassword.", "s3cret-of-the-app")]
    [InlineData("Teams:TenantId", null, "* is *: set it to the «Directory (tenant) ID» of the app's registration, a GUID.", App)]
    [InlineData("Teams:Channels:#ops", "General", "Choose «Get link to channel» in Teams: the id is in the link, URL-decoded.", "19%3A0123456789abcdef%40thread.tacv2")]
    [InlineData("Teams:GraphUrl", "https://graph.evil.example", "Remove it, or start with DOTNET_ENVIRONMENT=Sandbox.", null)]
    public void Given_a_setting_that_is_wrong_when_it_is_set_as_advised_then_nothing_is_wrong(string key, string? wrong, string advice, string? right)
    {
        Advised.By(Assert.Single(Faults("Production", (key, wrong))), advice);

        Assert.Empty(Faults("Production", (key, right is null ? null : Uri.UnescapeDataString(right))));
    }

    [Fact]
    public void Given_an_address_in_production_when_it_is_started_as_the_sandbox_then_nothing_is_wrong()
    {
        string environment = Advised.By(Assert.Single(Faults("Production", ("Teams:GraphUrl", "http://127.0.0.1:1"))), "Remove it, or start with DOTNET_ENVIRONMENT=*.")[0];

        Assert.Empty(Faults(environment, ("Teams:GraphUrl", "http://127.0.0.1:1")));
    }

    [Fact]
    public void Given_a_channel_that_is_none_of_plan_files_when_it_is_written_either_way_then_nothing_is_wrong()
    {
        string[] told = Advised.By(Assert.Single(Faults("Production", ("Teams:Channels:#", Cast.General))), "*: '*' is not a channel of plan files: write *, or *.");

        Assert.All(told[2..], channel => Assert.Empty(Faults("Production", ("Teams:Channels:#ops", null), ($"Teams:Channels:{channel}", Cast.Ops))));
    }

    [Fact]
    public void Given_two_channels_with_one_id_when_each_has_its_own_then_nothing_is_wrong()
    {
        Advised.By(Assert.Single(Faults("Production", ("Teams:Channels:#other", Cast.Ops))), "*: '*' stands for *: give each channel a Teams channel of its own.");

        Assert.Empty(Faults("Production", ("Teams:Channels:#other", Cast.General)));
    }

    private static IEnumerable<string> Faults(string environment, params (string Key, string? Value)[] settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment });
        Dictionary<string, string?> all = TeamsHost.Settings(App);
        foreach ((string key, string? value) in settings)
        {
            if (value is null)
            {
                _ = all.Remove(key);
            }
            else
            {
                all[key] = value;
            }
        }

        _ = builder.Configuration.AddInMemoryCollection(all);
        _ = builder.AddTeams();
        using IHost host = builder.Build();
        try
        {
            host.Services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException fault)
        {
            return fault.Failures;
        }
    }
}
