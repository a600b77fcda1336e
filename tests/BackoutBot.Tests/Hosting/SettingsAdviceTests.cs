using BackoutBot.Hosting;
using BackoutBot.Hosting.Sandbox;
using BackoutBot.People;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace BackoutBot.Tests.Hosting;

/// <summary>Whoever sets what a fault of the host's settings says starts the bot.</summary>
public sealed class SettingsAdviceTests
{
    private static readonly Uri Address = new("http://127.0.0.1:5081");

    [Fact]
    public void Given_a_person_s_name_that_is_none_when_it_is_written_as_advised_then_nothing_is_wrong()
    {
        string[] told = Advised.By(Faults(new() { ["Al Ice"] = new() }), "People: '*' is not a person's name: use lower-case letters, digits, dots, hyphens and underscores, such as '*'.");

        Assert.Empty(Faults(new() { [told[1]] = new(), ["a1.b-c_d"] = new() }));
    }

    [Fact]
    public void Given_a_group_s_name_that_is_none_when_it_is_written_as_advised_then_nothing_is_wrong()
    {
        string[] told = Advised.By(Faults(new() { ["bob"] = new() { Groups = { "the approvers" } } }), "People:*:Groups: '*' is not a group's name: use lower-case letters, digits, dots, hyphens and underscores, such as '*'.");

        Assert.Empty(Faults(new() { [told[0]] = new() { Groups = { told[2], "a1.b-c_d" } } }));
    }

    [Fact]
    public void Given_an_account_that_is_none_when_it_is_written_as_advised_then_nothing_is_wrong()
    {
        string[] told = Advised.By(Faults(new() { ["bob"] = new() { Accounts = { "bob@shop.example" } } }), "People:*:Accounts: '*' is not an account: write slack: and the member id, such as '*', or teams: and the Entra object id.");

        Assert.Empty(Faults(new() { [told[0]] = new() { Accounts = { told[2], "teams:0f0f0f0f-0000-4000-8000-00000000b07a" } } }));
    }

    [Theory]
    [InlineData("Bob")]
    [InlineData(null)]
    public void Given_an_empty_name_to_show_when_it_is_written_or_left_out_then_nothing_is_wrong(string? shown)
    {
        Advised.By(Faults(new() { ["bob"] = new() { DisplayName = " " } }), "People:*:DisplayName is empty: write the name to show, or leave the key out.");

        Assert.Empty(Faults(new() { ["bob"] = new() { DisplayName = shown } }));
    }

    [Fact]
    public void Given_a_sandbox_without_an_address_or_one_elsewhere_when_it_is_started_with_it_or_without_then_nothing_is_wrong()
    {
        Advised.By(Sandbox("Sandbox", new SandboxSettings()), "Sandbox:Url is missing: start with --sandbox and the address of a running sandbox.");
        Advised.By(Sandbox("Production", new SandboxSettings { Url = Address }), "Sandbox:Url is set in the environment '*': remove it, or start with --sandbox.");
        Advised.By(Sandbox("Production", new SandboxSettings { Crash = "before:1" }), "* is set in the environment '*': remove it, crashes are injected in the sandbox only.");

        string environment = SandboxMode.EnvironmentOf(new HostArguments(Sandbox: Address))!;
        Assert.Null(Sandbox(environment, new SandboxSettings { Url = new Uri(SandboxMode.SettingsFor(Address)["Sandbox:Url"]!), Crash = "before:1" }));
        Assert.Null(Sandbox("Production", new SandboxSettings()));
    }

    [Fact]
    public void Given_a_sandbox_for_production_when_one_of_both_is_left_out_then_it_is_taken()
    {
        SettingsException fault = Assert.Throws<SettingsException>(() => SandboxMode.EnvironmentOf(new HostArguments(Environment: "Production", Sandbox: Address)));
        Advised.By(fault.Message, "--sandbox and --environment * contradict each other: leave one of them out.");

        Assert.Equal("Production", SandboxMode.EnvironmentOf(new HostArguments(Environment: "Production")));
        Assert.Equal("Sandbox", SandboxMode.EnvironmentOf(new HostArguments(Sandbox: Address)));
    }

    [Theory]
    [InlineData("before:12")]
    [InlineData("after:12")]
    [InlineData("before:checkout-api-1:7")]
    [InlineData("after:checkout-api-1:7")]
    public void Given_a_crash_that_is_none_when_it_is_written_as_advised_then_nothing_is_wrong(string crash)
    {
        Advised.By(Sandbox("Sandbox", new SandboxSettings { Url = Address, Crash = "sometimes" })!.Split("'sometimes': ")[1], "write before:N or after:N for this process's Nth append, or before:BACKOUT:N or after:BACKOUT:N for a version of a backout's journal, such as before:checkout-api-1:7");

        Assert.Null(Sandbox("Sandbox", new SandboxSettings { Url = Address, Crash = crash }));
    }

    private static string Faults(PeopleOptions people) => string.Join('\n', people.Faults());

    private static string? Sandbox(string environment, SandboxSettings settings) =>
        new SandboxSettingsValidator(new HostingEnvironment { EnvironmentName = environment }).Validate(null, settings).FailureMessage;
}
