using System.Globalization;

namespace BackoutBot.Benchmarks.Figures;

/// <summary>Writes the figures for a person.</summary>
internal static class FigureTable
{
    private static readonly string[] Heads = ["figure", "BackoutBot", "peer", "what the peer is", "target", "", "spread"];

    public static void Write(TextWriter output, Machine machine, IReadOnlyList<Figure> figures)
    {
        string[][] rows = [Heads, .. figures.Select(Row)];
        var widths = Heads.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        output.WriteLine(machine);
        output.WriteLine();
        foreach (var (index, row) in rows.Index())
        {
            output.WriteLine("| " + string.Join(" | ", row.Select((cell, column) => cell.PadRight(widths[column]))) + " |");
            if (index == 0)
            {
                output.WriteLine("|" + string.Join('|', widths.Select(width => new string('-', width + 2))) + "|");
            }
        }
    }

    private static string[] Row(Figure figure) =>
    [
        figure.Name,
        Amount(figure.Ours, figure.Unit),
        figure.Theirs is { } theirs ? Amount(theirs, figure.Unit) : "none",
        figure.Peer,
        figure.Target ?? "-",
        figure.IsMet switch { true => "met", false => "MISSED", null => "" },
        figure.Spread,
    ];

    private static string Amount(double value, string unit) =>
        value.ToString(value >= 100 ? "N0" : value >= 10 ? "N1" : "N2", CultureInfo.InvariantCulture) + " " + unit;
}
