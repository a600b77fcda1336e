using System.CommandLine;
using BackoutBot.CommandLine;
using BackoutBot.Hosting;
using BackoutBot.Tests.PlanFiles;

namespace BackoutBot.Tests.CommandLine;

/// <summary><c>backoutbot validate</c>, as a pipeline calls it.</summary>
public sealed class ValidateCommandTests
{
    [Fact]
    public async Task Given_valid_files_then_it_says_how_many_and_ends_with_0()
    {
        using PlanFolderFixture folder = new PlanFolderFixture().With("checkout-api.yaml", Plans.Full);

        Assert.Equal((0, "1 plan file is valid\n", string.Empty), await RunAsync("validate", folder.Path));
    }

    [Fact]
    public async Task Given_faults_then_it_prints_each_with_file_line_and_fix_and_ends_with_1()
    {
        using PlanFolderFixture folder = new PlanFolderFixture().With("checkout-api.yaml", Plans.Full
            .Replace("quorum: 2", "quorum: 0", StringComparison.Ordinal).Replace("soak:", "soaks:", StringComparison.Ordinal));

        (int exitCode, string output, string error) = await RunAsync("validate", folder.Path);

        string file = Path.Combine(folder.Path, "checkout-api.yaml");
        Assert.Equal((1, string.Empty), (exitCode, output));
        Assert.Equal(
            $"""
            {file}:7:11: approvals.quorum: '0' is not a whole number of 1 or more. Fix: write a number such as 1.
            {file}:15:3: validation: there is no key 'soaks'. Fix: write 'soak'; the keys here are soak, timeout.
            {file}:16:12: validation.timeout: the timeout of 2m is over before the soak of 5m can be. Fix: make the timeout longer than the soak.
            3 faults in 1 file

            """,
            error);
    }

    [Fact]
    public async Task Help_lists_the_commands()
    {
        string help = (await RunAsync("--help")).Output;

        Assert.Contains("run", help, StringComparison.Ordinal);
        Assert.Contains("validate <path>", help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null, null)]
    [InlineData("run --urls http://127.0.0.1:1 --plans elsewhere", "http://127.0.0.1:1", "elsewhere")]
    [InlineData("--urls http://127.0.0.1:1 --plans elsewhere", "http://127.0.0.1:1", "elsewhere")]
    public async Task Running_is_what_happens_without_a_command(string line, string? urls, string? plans)
    {
        List<HostArguments> runs = [];

        int exitCode = await BackoutBotCommand.Create(arguments =>
        {
            runs.Add(arguments);
            return Task.FromResult(7);
        }).Parse(line).InvokeAsync(new() { Error = TextWriter.Null, Output = TextWriter.Null });

        Assert.Equal(7, exitCode);
        Assert.Equal(new HostArguments(Urls: urls, PlansFolder: plans), Assert.Single(runs));
    }

    [Fact]
    public async Task An_address_of_a_sandbox_is_taken_and_anything_else_is_refused()
    {
        List<HostArguments> runs = [];
        RootCommand root = BackoutBotCommand.Create(arguments =>
        {
            runs.Add(arguments);
            return Task.FromResult(0);
        });

        Assert.Equal(0, await root.Parse("--sandbox http://127.0.0.1:5081").InvokeAsync());
        Assert.Equal(new HostArguments(Sandbox: new Uri("http://127.0.0.1:5081")), Assert.Single(runs));
        string[] told = Advised.By(Assert.Single(root.Parse("--sandbox nowhere").Errors).Message, "--sandbox: '*' is not an address: write it like *");
        Assert.Equal("http://127.0.0.1:5081", told[1]);
        Assert.Empty(root.Parse($"--sandbox {told[1]}").Errors);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] line)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exitCode = await BackoutBotCommand.Create(_ => throw new InvalidOperationException("the bot must not run"))
            .Parse(line).InvokeAsync(new() { Output = output, Error = error });
        return (exitCode, output.ToString(), error.ToString());
    }
}
