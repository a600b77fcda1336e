using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BackoutBot.Console.Tests;

/// <summary>Whoever sets what a fault of the settings says starts the bot.</summary>
public sealed class OptionsAdviceTests
{
    [Fact]
    public void Given_nobody_as_whom_a_visitor_acts_when_the_one_of_the_example_is_named_then_nothing_is_wrong()
    {
        string[] told = Advised.By(Assert.Single(Faults()), "* is empty: name at least one person as whom a visitor of the sandbox acts, such as *.");

        Assert.Empty(Faults(told[1]));
    }

    [Fact]
    public void Given_a_person_who_is_named_twice_when_each_is_named_once_then_nothing_is_wrong()
    {
        Advised.By(Assert.Single(Faults("alice", "bob", "alice")), "* holds '*' * times: name each person once.");

        Assert.Empty(Faults("alice", "bob"));
    }

    private static IEnumerable<string> Faults(params string[] people)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Sandbox" });
        builder.Configuration.AddInMemoryCollection(people.Select((person, index) => KeyValuePair.Create($"Console:SandboxPeople:{index}", (string?)person)));
        builder.AddConsole();
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
