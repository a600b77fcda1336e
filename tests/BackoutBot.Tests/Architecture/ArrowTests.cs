using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using BackoutBot.Tests.PlanFiles;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace BackoutBot.Tests.Architecture;

/// <summary>Who may know whom (docs/architecture.md): the arrows that keep the domain free of vendors, and adapters free of each other.</summary>
public sealed class ArrowTests
{
    private static readonly System.Reflection.Assembly Core = typeof(Core.Backouts.BackoutState).Assembly;
    private static readonly System.Reflection.Assembly Runtime = typeof(Runtime.RuntimeOptions).Assembly;
    private static readonly System.Reflection.Assembly PlanFiles = typeof(BackoutBot.PlanFiles.PlanCatalogue).Assembly;
    private static readonly System.Reflection.Assembly Aws = typeof(Aws.AwsEnvironments).Assembly;
    private static readonly System.Reflection.Assembly Console = typeof(Console.ConsoleOptions).Assembly;
    private static readonly System.Reflection.Assembly Teams = typeof(Teams.TeamsOptions).Assembly;
    private static readonly System.Reflection.Assembly Slack = typeof(Slack.SlackOptions).Assembly;
    private static readonly System.Reflection.Assembly Host = typeof(BackoutBot.Hosting.HostArguments).Assembly;
    private static readonly System.Reflection.Assembly Sandbox = typeof(BackoutBot.Sandbox.SandboxApplication).Assembly;

    private static readonly ArchUnitNET.Domain.Architecture Loaded = new ArchLoader().LoadAssemblies(Core, Runtime, PlanFiles, Aws, Console, Slack, Teams, Host, Sandbox).Build();

    public static TheoryData<string, string> Forbidden { get; } = new()
    {
        { "Core", "Runtime" }, { "Core", "Aws" }, { "Core", "Console" }, { "Core", "Host" }, { "Core", "Sandbox" },
        { "Runtime", "Aws" }, { "Runtime", "Console" }, { "Runtime", "Host" }, { "Runtime", "Sandbox" },
        { "Aws", "Runtime" }, { "Aws", "Console" }, { "Aws", "Host" }, { "Aws", "Sandbox" },
        { "Console", "Runtime" }, { "Console", "Aws" }, { "Console", "Host" }, { "Console", "Sandbox" },
        { "Teams", "Runtime" }, { "Teams", "Aws" }, { "Teams", "Console" }, { "Teams", "Host" }, { "Teams", "Sandbox" },
        { "Core", "Teams" }, { "Runtime", "Teams" }, { "Aws", "Teams" }, { "Console", "Teams" }, { "Sandbox", "Teams" },
        { "Slack", "Teams" }, { "Teams", "Slack" },
        { "Core", "PlanFiles" }, { "Runtime", "PlanFiles" }, { "Console", "PlanFiles" }, { "Slack", "PlanFiles" }, { "Teams", "PlanFiles" }, { "Sandbox", "PlanFiles" },
        { "PlanFiles", "Runtime" }, { "PlanFiles", "Aws" }, { "PlanFiles", "Console" }, { "PlanFiles", "Slack" }, { "PlanFiles", "Teams" }, { "PlanFiles", "Host" },
        { "Core", "Slack" }, { "Runtime", "Slack" }, { "Aws", "Slack" }, { "Console", "Slack" }, { "Sandbox", "Slack" },
        { "Slack", "Runtime" }, { "Slack", "Aws" }, { "Slack", "Console" }, { "Slack", "Host" }, { "Slack", "Sandbox" },
        { "Sandbox", "Core" }, { "Sandbox", "Runtime" }, { "Sandbox", "Aws" }, { "Sandbox", "Console" }, { "Sandbox", "Host" },
        { "Host", "Sandbox" },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void No_arrow_points_from_one_to_the_other(string from, string to) =>
        Assert.DoesNotContain(Evaluate(from, to), result => !result.Passed);

    /// <summary>Shows that the rules above can fail: the arrow that must be there is seen.</summary>
    [Theory]
    [InlineData("Runtime", "Core")]
    [InlineData("Aws", "Core")]
    [InlineData("Aws", "PlanFiles")]
    [InlineData("PlanFiles", "Core")]
    [InlineData("Console", "Core")]
    [InlineData("Teams", "Core")]
    [InlineData("Slack", "Core")]
    [InlineData("Host", "Runtime")]
    public void The_arrows_of_the_design_are_seen(string from, string to) =>
        Assert.Contains(Evaluate(from, to), result => !result.Passed);

    [Fact]
    public void The_domain_uses_the_base_library_and_Stateless_only() =>
        Assert.DoesNotContain(Core.GetReferencedAssemblies().Select(reference => reference.Name!), name => name is not "Stateless" && !IsBaseLibrary(name));

    [Theory]
    [InlineData("src/BackoutBot.Core")]
    [InlineData("src/BackoutBot.Runtime")]
    [InlineData("src/BackoutBot.Aws")]
    [InlineData("src/BackoutBot.PlanFiles")]
    [InlineData("src/BackoutBot.Console")]
    [InlineData("src/BackoutBot.Teams")]
    [InlineData("src/BackoutBot.Slack")]
    [InlineData("src/BackoutBot.Sandbox")]
    [InlineData("src/BackoutBot", "backoutbot")]
    public void Time_comes_from_the_injected_clock(string project, string? name = null) =>
        Assert.DoesNotContain(BuiltAssembly.Of(project, name).Members, member => member.Split('|') is [_, "System.DateTime" or "System.DateTimeOffset", "get_UtcNow" or "get_Now"]);

    [Fact]
    public void The_composition_fits_on_a_page() =>
        Assert.InRange(System.IO.File.ReadAllLines(System.IO.Path.Combine(Plans.Repository(), "src", "BackoutBot", "Program.cs")).Length, 1, 59);

    [Fact]
    public void Code_under_src_does_not_know_the_stand_ins() =>
        Assert.DoesNotContain(BuiltAssembly.AllIn("src"), assembly => assembly.References.Contains("AwsWire"));

    private static IEnumerable<EvaluationResult> Evaluate(string from, string to) =>
        Types().That().ResideInAssembly(Named(from)).Should().NotDependOnAny(Types().That().ResideInAssembly(Named(to))).Evaluate(Loaded);

    private static bool IsBaseLibrary(string name) =>
        (name.StartsWith("System.", StringComparison.Ordinal) || name is "System" or "netstandard" or "mscorlib") && System.IO.File.Exists(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(typeof(object).Assembly.Location)!, name + ".dll"));

    private static System.Reflection.Assembly Named(string name) => name switch
    {
        nameof(Core) => Core,
        nameof(Runtime) => Runtime,
        nameof(PlanFiles) => PlanFiles,
        nameof(Aws) => Aws,
        nameof(Console) => Console,
        nameof(Teams) => Teams,
        nameof(Slack) => Slack,
        nameof(Host) => Host,
        _ => Sandbox,
    };
}
