namespace BackoutBot.EndToEnd.Tests;

/// <summary>The repository that the tests were built from, and the programs built with them.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The bot's program.</summary>
    public static string Bot { get; } = Program("BackoutBot", "backoutbot");

    /// <summary>The sandbox's program.</summary>
    public static string Sandbox { get; } = Program("BackoutBot.Sandbox", "BackoutBot.Sandbox");

    public static string Plans { get; } = Path.Combine(Root, "plans");

    public static string Scenario { get; } = Path.Combine(Root, "src", "BackoutBot.Sandbox", "Scenarios", "checkout-api.yaml");

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
        string path = Path.Combine(Root, "src", project, "bin", framework.Parent!.Name, framework.Name, name + ".dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is not built: run ./dev build.", path);
    }
}
