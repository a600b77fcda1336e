using System.Reflection;
using System.Text.Json.Nodes;
using BackoutBot.CommandLine;
using BackoutBot.Hosting;
using BackoutBot.Operations;
using BackoutBot.Tests.PlanFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Tests.Building;

/// <summary>What the program says of the vendors' packages inside it, and of the stand-ins.</summary>
public sealed class VendorPackagesTests
{
    [Fact]
    public void Given_the_program_when_asked_then_it_names_the_stand_ins_that_were_built_in()
    {
        // What NuGet wrote down of the same build; a project in the place of a package is one of standins/.
        string[] built = [.. Libraries("project").Where(id => id != "AwsWire" && Directory.Exists(Path.Combine(Plans.Repository(), "standins", id)))];
        Assert.Equal(built.Order(StringComparer.Ordinal), VendorPackages.Inside.StandIns);
    }

    [Fact]
    public void Given_the_program_when_asked_then_it_names_the_vendors_own_packages_with_their_versions()
    {
        string[] vendors = ["AWSSDK.", "Microsoft.Bot.", "SlackNet"];
        string[] packages = [.. Libraries("package", withVersion: true).Where(package => Array.Exists(vendors, vendor => package.StartsWith(vendor, StringComparison.Ordinal)))];
        Assert.Contains(packages, package => package.StartsWith("AWSSDK.Core 4.", StringComparison.Ordinal));
        Assert.Equal(packages.Order(StringComparer.Ordinal), VendorPackages.Inside.FromFeed);
    }

    [Fact]
    public async Task Given_the_version_asked_for_then_it_is_the_first_line_and_what_is_inside_follows()
    {
        using StringWriter output = new();
        Assert.Equal(0, await BackoutBotCommand.Create(_ => throw new InvalidOperationException("the bot must not run")).Parse("--version").InvokeAsync(new() { Output = output }));

        string version = typeof(VendorPackages).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        Assert.Equal([version, .. VendorPackages.Inside.Lines.Select(line => "  " + line)], output.ToString().TrimEnd().Split(Environment.NewLine));
    }

    [Fact]
    public void Given_both_kinds_when_told_then_each_is_on_a_line_by_name() =>
        Assert.Equal(
            ["AWSSDK.Core 4.1.0", "AWSSDK.RDS stand-in", "Microsoft.Bot.Builder 4.23.1", "SlackNet stand-in"],
            new VendorPackages(["AWSSDK.RDS", "SlackNet"], ["AWSSDK.Core 4.1.0", "Microsoft.Bot.Builder 4.23.1"]).Lines);

    [Fact]
    public async Task Given_stand_ins_inside_when_it_starts_then_one_warning_names_them_and_says_what_to_do()
    {
        Lines lines = new();
        await new StandInNotice(new VendorPackages(["AWSSDK.RDS", "SlackNet"], []), lines).StartAsync(CancellationToken.None);

        (LogLevel level, string text) = Assert.Single(lines);
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains("AWSSDK.RDS, SlackNet", text, StringComparison.Ordinal);
        Assert.Contains("'./dev clean', then './dev build'", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_none_inside_when_it_starts_then_nothing_is_said()
    {
        Lines lines = new();
        await new StandInNotice(new VendorPackages([], ["AWSSDK.RDS 4.0.21"]), lines).StartAsync(CancellationToken.None);
        Assert.Empty(lines);
    }

    [Theory]
    [InlineData("Production", true)]
    [InlineData("Development", true)]
    [InlineData("Sandbox", false)]
    public void Given_an_environment_when_composed_then_only_outside_the_sandbox_is_it_said(string environment, bool said)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment });
        _ = builder.AddOperations();
        Assert.Equal(said, builder.Services.Any(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(StandInNotice)));
    }

    private static IEnumerable<string> Libraries(string type, bool withVersion = false)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string file = Path.Combine(Plans.Repository(), "src", "BackoutBot", "bin", configuration, "net10.0", "backoutbot.deps.json");
        return JsonNode.Parse(File.ReadAllText(file))!["libraries"]!.AsObject()
            .Where(library => (string?)library.Value!["type"] == type)
            .Select(library => withVersion ? library.Key.Replace('/', ' ') : library.Key.Split('/')[0]);
    }

    private sealed class Lines : List<(LogLevel Level, string Text)>, ILogger<StandInNotice>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Add((logLevel, formatter(state, exception)));
    }
}
