using System.Runtime.CompilerServices;

namespace BackoutBot.Console.Tests.Rendering;

/// <summary>Compares HTML with the file that pins it. With UPDATE_GOLDEN=1 in the environment the file is written instead, to be read before it is committed.</summary>
public static class GoldenFile
{
    public static void Pins(string name, string html, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, "Golden", $"{name}.html");
        var text = html.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"There is no golden file {path}. Make it with UPDATE_GOLDEN=1, and read it.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text);
    }
}
