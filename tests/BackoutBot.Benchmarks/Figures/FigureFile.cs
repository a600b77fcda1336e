using System.Text.Encodings.Web;
using System.Text.Json;

namespace BackoutBot.Benchmarks.Figures;

/// <summary>Writes the figures for a program.</summary>
internal static class FigureFile
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string path, DateTimeOffset at, bool quick, Machine machine, IReadOnlyList<Figure> figures)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, JsonSerializer.Serialize(new { at, quick, machine, allMet = figures.All(figure => figure.IsMet != false), figures }, Format) + "\n");
    }
}
