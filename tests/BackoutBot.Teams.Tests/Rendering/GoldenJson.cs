using System.Runtime.CompilerServices;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Tests.Rendering;

/// <summary>Compares a card with the file that pins it. With BACKOUTBOT_RENEW_GOLDEN=1 in the environment the file is written instead, to be read before it is committed.</summary>
internal static class GoldenJson
{
    private static bool Renew => Environment.GetEnvironmentVariable("BACKOUTBOT_RENEW_GOLDEN") == "1";

    public static void Pins(string name, JToken rendered, [CallerFilePath] string caller = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(caller)!, "Golden", $"{name}.json");
        string text = rendered.ToString(Formatting.Indented).ReplaceLineEndings("\n") + "\n";
        if (Renew)
        {
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"There is no golden file {path}. Make it with BACKOUTBOT_RENEW_GOLDEN=1, and read it.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text);
    }

    public static IEnumerable<string> Names([CallerFilePath] string caller = "") =>
        Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(caller)!, "Golden"), "*.json").Select(path => Path.GetFileNameWithoutExtension(path)!);
}
