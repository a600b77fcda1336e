namespace BackoutBot.EndToEnd.Tests;

/// <summary>The repository that the tests were built from, and the programs built with them.</summary>
internal static class Repository
{
    /// <summary>Set to the root of another checkout, its programs are run, on its plan file and scenario (tests/Journals).</summary>
    private const string ProgramsVariable = "BACKOUTBOT_PROGRAMS";

    public static string Root { get; } = Find();

    /// <summary>The checkout whose programs are run.</summary>
    public static string Programs { get; } = Environment.GetEnvironmentVariable(ProgramsVariable) is { Length: > 0 } other ? other : Root;

    /// <summary>The bot's program.</summary>
    public static string Bot { get; } = Program("BackoutBot", "backoutbot");

    /// <summary>The sandbox's program.</summary>
    public static string Sandbox { get; } = Program("BackoutBot.Sandbox", "BackoutBot.Sandbox");

    public static string Plans { get; } = Path.Combine(Programs, "plans");

    public static string Scenario { get; } = Path.Combine(Programs, "src", "BackoutBot.Sandbox", "Scenarios", "checkout-api.yaml");

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BackoutBot.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds BackoutBot.sln.");
    }

    /// <summary>In the same configuration as these tests: bin/Release/net10.0.</summary>
    private static string Program(string project, string name)
    {
        DirectoryInfo framework = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string path = Path.Combine(Programs, "src", project, "bin", framework.Parent!.Name, framework.Name, name + ".dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is not built: run ./dev build.", path);
    }
}
