using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace BackoutBot.Sandbox.Tests.Control;

/// <summary>The program itself, as a process of its own.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string folder = Directory.CreateTempSubdirectory("backoutbot-sandbox-").FullName;
    private readonly List<Process> processes = [];

    public void Dispose()
    {
        foreach (var process in processes)
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit();
            }

            process.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Given_a_story_under_way_when_the_process_is_killed_then_the_next_one_goes_on_with_it()
    {
        var (first, http) = await RunAsync("--speed", "10");
        using (var started = await http.PostAsync("/_sandbox/story/break-production", null))
        {
            Assert.Equal(202, (int)started.StatusCode);
        }

        await UntilAsync(http, s => s["instances"]!.AsArray().Any(i => (string)i!["version"]! == "v2.4.0"));
        first.Kill();
        await first.WaitForExitAsync();
        http.Dispose();

        (_, http) = await RunAsync("run", "--speed", "10");
        await UntilAsync(http, s => s["alarms"]!.AsArray().All(a => (string)a!["state"]! == "ALARM"));
        var state = (await http.GetFromJsonAsync<JsonNode>("/_sandbox/state"))!;
        Assert.Equal(2, state["deployments"]!.AsArray().Count);
        Assert.Equal(4, state["instances"]!.AsArray().Count(i => (string)i!["version"]! == "v2.4.0"));
        http.Dispose();
    }

    [Theory]
    [InlineData("loopback", "--urls", "http://0.0.0.0:0")]
    [InlineData("nowhere.yaml", "--scenario", "nowhere.yaml")]
    [InlineData("speed must be above 0", "--speed", "0")]
    [InlineData("no webhook", "--webhook", "ftp://x/")]
    [InlineData("--fast", "--fast")]
    public async Task Given_an_option_that_cannot_be_used_when_run_then_it_says_which_and_ends(string hint, params string[] arguments)
    {
        var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.NotEqual(0, process.ExitCode);
        Assert.Contains(hint, errors + await output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--console nowhere", "'*' is not an address: write it like *", "--console {1}")]
    [InlineData("--slow-burn=thrice", "'*' is no form of the slow burn: write *, * or *.", "{1}")]
    [InlineData("--slow-burn=thrice", "'*' is no form of the slow burn: write *, * or *.", "{2}")]
    [InlineData("--slow-burn=thrice", "'*' is no form of the slow burn: write *, * or *.", "{3}")]
    [InlineData("--deny --slow-burn", "--deny and --slow-burn are two stories: give one of them.", "--deny")]
    public async Task Given_a_story_that_can_not_be_played_when_it_is_asked_for_as_advised_then_it_begins(string wrong, string advice, string right)
    {
        string[] told = Advised.By(await PlayAsync(wrong), advice);

        // Nobody listens at port 1, and somebody may at the example's.
        Assert.Contains("The console at http://127.0.0.1:1/ does not answer", await PlayAsync(string.Format(right, [.. told]).Replace(":5080", ":1", StringComparison.Ordinal)), StringComparison.Ordinal);

        async Task<string> PlayAsync(string arguments)
        {
            string[] console = arguments.Contains("--console", StringComparison.Ordinal) ? [] : ["--console", "http://127.0.0.1:1"];
            var process = Start(["play", "--sandbox", "http://127.0.0.1:1", .. console, .. arguments.Split(' ')]);
            var output = process.StandardOutput.ReadToEndAsync();
            return await process.StandardError.ReadToEndAsync() + await output;
        }
    }

    private async Task<(Process Process, HttpClient Http)> RunAsync(params string[] arguments)
    {
        var process = Start([.. arguments, "--urls", "http://127.0.0.1:0"]);
        using var patience = new CancellationTokenSource(Patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("The sandbox listens on ", StringComparison.Ordinal))
            {
                return (process, new HttpClient { BaseAddress = new Uri(line["The sandbox listens on ".Length..]) });
            }
        }

        throw new InvalidOperationException($"The sandbox ended: {await process.StandardError.ReadToEndAsync(patience.Token)}");
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "BackoutBot.Sandbox.dll"), .. arguments, "--data", Path.Combine(folder, "data")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        var process = Process.Start(start)!;
        processes.Add(process);
        return process;
    }

    private static async Task UntilAsync(HttpClient http, Func<JsonNode, bool> condition)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!condition((await http.GetFromJsonAsync<JsonNode>("/_sandbox/state"))!))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, "the story did not get there");
            await Task.Yield();
        }
    }
}
