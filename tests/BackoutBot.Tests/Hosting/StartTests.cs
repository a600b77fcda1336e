using System.Net;
using System.Net.Sockets;
using BackoutBot.Hosting;
using BackoutBot.People;
using BackoutBot.PlanFiles;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

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
    public async Task Given_an_address_that_is_taken_then_it_is_named_with_what_to_do()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        (int exitCode, string error) = await StartAsync(new HostArguments(Urls: url), []);

        Assert.Equal(1, exitCode);
        Assert.Equal($"backoutbot can't start:\n  - Failed to bind to address {url}: address already in use: stop what listens there, or choose another address with --urls\n", error);
    }

    [Theory]
    [InlineData("Production", "http://127.0.0.1:5081", "--sandbox and --environment Production contradict each other")]
    [InlineData(null, "ftp://127.0.0.1", "'ftp://127.0.0.1/' is not an address")]
    [InlineData(null, "sandbox", "'sandbox' is not an address")]
    public async Task Given_a_sandbox_that_can_not_be_then_the_bot_refuses(string? environment, string sandbox, string problem)
    {
        (int exitCode, string error) = await StartAsync(new HostArguments(Environment: environment, Sandbox: new Uri(sandbox, UriKind.RelativeOrAbsolute)), []);

        Assert.Equal(1, exitCode);
        Assert.Contains(problem, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
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
                _ = builder.AddPeople().AddPlanFiles();
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
