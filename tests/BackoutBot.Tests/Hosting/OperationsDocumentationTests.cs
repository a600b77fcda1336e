using System.Reflection;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Sns;
using BackoutBot.CommandLine;
using BackoutBot.Console;
using BackoutBot.Hosting.Sandbox;
using BackoutBot.PlanFiles;
using BackoutBot.Runtime;
using BackoutBot.Runtime.Storage;
using BackoutBot.Slack;
using BackoutBot.Teams;
using BackoutBot.Tests.PlanFiles;

namespace BackoutBot.Tests.Hosting;

/// <summary>The docs tell every setting and option.</summary>
public sealed class OperationsDocumentationTests
{
    private static readonly string Document = Read("operations.md");

    [Theory]
    [InlineData(typeof(PlanFilesOptions), "operations.md")]
    [InlineData(typeof(StorageOptions), "operations.md")]
    [InlineData(typeof(RuntimeOptions), "operations.md")]
    [InlineData(typeof(AwsOptions), "operations.md")]
    [InlineData(typeof(SnsOptions), "operations.md")]
    [InlineData(typeof(ConsoleOptions), "operations.md")]
    [InlineData(typeof(SandboxSettings), "operations.md")]
    [InlineData(typeof(SlackOptions), "slack.md")]
    [InlineData(typeof(TeamsOptions), "teams.md")]
    public void Every_setting_is_told(Type options, string document)
    {
        string told = Read(document);
        string section = (string)options.GetField("Section")!.GetRawConstantValue()!;

        Assert.All(
            options.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly),
            property => Assert.Contains($"`{section}:{property.Name}`", told, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_option_of_the_command_line_is_told() => Assert.All(
        BackoutBotCommand.Create(_ => Task.FromResult(0)).Options.Select(option => option.Name).Except(["--help", "--version"]),
        option => Assert.Contains($"`{option} ", Document, StringComparison.Ordinal));

    private static string Read(string document) => File.ReadAllText(Path.Combine(Plans.Repository(), "docs", document));
}
