namespace BackoutBot.Walk.Tests;

/// <summary>Where this repository is, found from where the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new DirectoryNotFoundException("These tests run from within the repository.")
        : File.Exists(Path.Combine(folder.FullName, "BackoutBot.sln")) ? folder.FullName
        : Find(folder.Parent);
}
