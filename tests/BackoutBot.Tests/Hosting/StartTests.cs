using System.Net;
using System.Net.Sockets;
using BackoutBot.Aws.Plan;
using BackoutBot.Hosting;
using BackoutBot.Hosting.Sandbox;
using BackoutBot.People;
using BackoutBot.PlanFiles;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Tests.Hosting;

/// <summary>What the operator reads when the bot can't start: everything at once, in words, without a stack trace.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Given_faults_in_several_settings_then_all_are_told_at_once()
    {
        (int exitCode, string error) = await StartAsync(new HostArguments(), new()
        {
            ["Plans:Folder"] = "",
            ["People:Al Ice:Groups:0"] = "approvers",
            ["People:bob:Groups:0"] = "the approvers",
        });

        Assert.Equal(1, exitCode);
        Assert.Equal(
            """
            backoutbot can't start, for 3 reasons:
              - People: 'Al Ice' is not a person's name: use lower-case letters, digits, dots, hyphens and underscores, such as 'alice'.
              - People:bob:Groups: 'the approvers' is not a group's name: use lower-case letters, digits, dots, hyphens and underscores, such as 'checkout-approvers'.
              - Plans:Folder is empty: name the folder of the plan files.

            """,
            Sorted(error));
    }

    [Fact]
    public async Task Given_an_address_that_is_taken_then_it_is_named_and_the_bot_starts_once_it_is_free_or_another_is_chosen()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        (int exitCode, string error) = await StartAsync(new HostArguments(Urls: url), []);

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"backoutbot can't start:\n  - Failed to bind to address {url}: address already in use: ", error, StringComparison.Ordinal);
        Advised.By(error.Split("  - ")[1], "*: stop what listens there, or choose another address with --urls");
        Assert.Equal((0, ""), await StartAsync(new HostArguments(Urls: "http://127.0.0.1:0"), []));
        taken.Stop();
        Assert.Equal((0, ""), await StartAsync(new HostArguments(Urls: url), []));
    }

    [Fact]
    public async Task Given_a_sandbox_for_production_then_the_bot_refuses()
    {
        (int exitCode, string error) = await StartAsync(new HostArguments(Environment: "Production", Sandbox: new Uri("http://127.0.0.1:5081")), []);

        Assert.Equal((1, "backoutbot can't start:\n  - --sandbox and --environment Production contradict each other: leave one of them out.\n"), (exitCode, error));
    }

    [Fact]
    public async Task Given_the_sandbox_without_its_address_then_the_bot_refuses_for_it_would_turn_to_AWS()
    {
        (int exitCode, string error) = await StartAsync(new HostArguments(Environment: "Sandbox"), new() { ["Sandbox:Crash"] = "sometimes" });

        Assert.Equal(1, exitCode);
        Assert.Contains("Sandbox:Url is missing", error, StringComparison.Ordinal);
        Assert.Contains("BACKOUTBOT_CRASH is 'sometimes': write before:N", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sandbox:Url", "http://127.0.0.1:5081", "Sandbox:Url is set in the environment 'Production'")]
    [InlineData("Sandbox:Crash", "before:1", "BACKOUTBOT_CRASH is set in the environment 'Production'")]
    public async Task Given_settings_of_the_sandbox_in_production_then_the_bot_refuses(string key, string value, string problem)
    {
        (int exitCode, string error) = await StartAsync(new HostArguments(Environment: "Production"), new() { [key] = value });

        Assert.Equal(1, exitCode);
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_settings_file_that_is_missing_or_broken_then_it_is_named()
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "{ \"People\": ");
            Assert.Contains($"--settings: {file} is not JSON", (await StartAsync(new HostArguments(SettingsFile: file), [])).Error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }

        Assert.Contains($"--settings: there is no file {file}", (await StartAsync(new HostArguments(SettingsFile: file), [])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_settings_file_then_it_goes_over_what_is_shipped_and_under_the_command_line()
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, """{ "Urls": "http://127.0.0.1:1", "Plans": { "Folder": "theirs" } }""");

            WebApplicationBuilder builder = BackoutBotHost.CreateBuilder(new HostArguments(SettingsFile: file, PlansFolder: "mine"));

            Assert.Equal(("http://127.0.0.1:1", "mine"), (builder.Configuration["Urls"], builder.Configuration["Plans:Folder"]));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<(int ExitCode, string Error)> StartAsync(HostArguments arguments, Dictionary<string, string?> settings)
    {
        using StringWriter error = new();
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(30));
        int exitCode = await StartGuard.RunAsync(
            async () =>
            {
                WebApplicationBuilder builder = BackoutBotHost.CreateBuilder(arguments);
                _ = builder.Configuration.AddInMemoryCollection(settings);
                _ = builder.AddPeople().AddPlanFiles().AddSandbox();
                _ = builder.Services.AddSingleton<IPlanSection, AwsPlanSection>();
                await using WebApplication app = builder.Build().ValidateSettings();
                await app.StartAsync(deadline.Token);
                await app.StopAsync(deadline.Token);
            },
            error);
        return (exitCode, error.ToString());
    }

    /// <summary>The order in which options are registered says nothing to the reader.</summary>
    private static string Sorted(string error)
    {
        string[] lines = error.TrimEnd('\n').Split('\n');
        return string.Join('\n', [lines[0], .. lines[1..].Order(StringComparer.Ordinal)]) + "\n";
    }
}
