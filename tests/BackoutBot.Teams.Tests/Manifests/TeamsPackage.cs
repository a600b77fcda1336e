using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace BackoutBot.Teams.Tests.Manifests;

/// <summary>Makes the app package as <c>./dev teams-package</c> does.</summary>
internal static class TeamsPackage
{
    public const string AppId = "0A1B2C3D-1111-2222-3333-444455556666";

    public const string Host = "backoutbot.example";

    /// <summary>The repository's <c>manifests/teams</c>.</summary>
    public static string Source([CallerFilePath] string caller = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller)!, "..", "..", "..", "manifests", "teams"));

    /// <summary>The files of a package for that app and host.</summary>
    public static async Task<Dictionary<string, byte[]>> MakeAsync(string appId = AppId, string? host = Host)
    {
        string folder = Directory.CreateTempSubdirectory("backoutbot-teams-").FullName;
        try
        {
            string path = Path.Combine(folder, "package.zip");
            (int exit, string error) = await RunAsync([path, appId, .. host is null ? Array.Empty<string>() : [host]]);
            Assert.True(exit == 0, error);
            using ZipArchive zip = await ZipFile.OpenReadAsync(path);
            Dictionary<string, byte[]> files = new(StringComparer.Ordinal);
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                using MemoryStream content = new();
                await using Stream stream = await entry.OpenAsync();
                await stream.CopyToAsync(content);
                files.Add(entry.FullName, content.ToArray());
            }

            return files;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Runs the packaging.</summary>
    /// <returns>Its exit code, and what it says to whoever ran it.</returns>
    public static async Task<(int Exit, string Error)> RunAsync(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("python3", [Path.Combine(Source(), "package.py"), .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(60));
        Task<string> output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        string error = await process.StandardError.ReadToEndAsync(deadline.Token);
        _ = await output;
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, error);
    }
}
