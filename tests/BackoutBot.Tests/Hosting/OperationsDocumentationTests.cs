using System.Reflection;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Sns;
using BackoutBot.CommandLine;
using BackoutBot.Console;
using BackoutBot.Hosting.Sandbox;
using BackoutBot.PlanFiles;
using BackoutBot.Runtime;
using BackoutBot.Runtime.Storage;
using BackoutBot.Tests.PlanFiles;

namespace BackoutBot.Tests.Hosting;

/// <summary><c>docs/operations.md</c> tells every setting and option.</summary>
public sealed class OperationsDocumentationTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Plans.Repository(), "docs", "operations.md"));

    [Theory]
    [InlineData(typeof(PlanFilesOptions))]
    [InlineData(typeof(StorageOptions))]
    [InlineData(typeof(RuntimeOptions))]
    [InlineData(typeof(AwsOptions))]
    [InlineData(typeof(SnsOptions))]
    [InlineData(typeof(ConsoleOptions))]
    [InlineData(typeof(SandboxSettings))]
    public void Every_setting_is_told(Type options)
    {
        string section = (string)options.GetField("Section")!.GetRawConstantValue()!;

        Assert.All(
            options.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly),
            property => Assert.Contains($"`{section}:{property.Name}`", Document, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_option_of_the_command_line_is_told() => Assert.All(
        BackoutBotCommand.Create(_ => Task.FromResult(0)).Options.Select(option => option.Name).Except(["--help", "--version"]),
        option => Assert.Contains($"`{option} ", Document, StringComparison.Ordinal));
}
