namespace BackoutBot.Tests.PlanFiles;

/// <summary>A file of the repository, or a part of one, that is written from the code: with <c>BACKOUTBOT_RENEW=1</c> it is, otherwise it must be as it would be.</summary>
internal static class GeneratedFile
{
    private static bool IsRenewing => Environment.GetEnvironmentVariable("BACKOUTBOT_RENEW") == "1";

    /// <summary>The whole file.</summary>
    public static void HoldTo(string fresh, params string[] path) => Hold(Path.Combine([Plans.Repository(), .. path]), fresh);

    /// <summary>What stands between the marks <c>&lt;!-- generated: NAME --&gt;</c> and <c>&lt;!-- end --&gt;</c>.</summary>
    public static void HoldBlockTo(string name, string fresh, params string[] path)
    {
        string file = Path.Combine([Plans.Repository(), .. path]);
        string text = File.ReadAllText(file);
        string mark = $"<!-- generated: {name} -->\n\n";
        int begin = text.IndexOf(mark, StringComparison.Ordinal);
        Assert.True(begin >= 0, $"{file} has no {mark.Trim()}");
        begin += mark.Length;
        int end = text.IndexOf("\n\n<!-- end -->", begin - 2, StringComparison.Ordinal);
        Assert.True(end >= 0, $"{file} has no <!-- end --> after {mark.Trim()}");
        Hold(file, $"{text[..begin]}{fresh}{text[end..]}");
    }

    private static void Hold(string file, string fresh)
    {
        if (IsRenewing)
        {
            File.WriteAllText(file, fresh);
        }

        string kept = File.ReadAllText(file);
        Assert.True(fresh == kept, $"{file} is not what the code says. BACKOUTBOT_RENEW=1 ./dev check writes it anew.\n{Difference(kept, fresh)}");
    }

    private static string Difference(string kept, string fresh)
    {
        string[] before = kept.Split('\n');
        string[] after = fresh.Split('\n');
        int line = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {line + 1}\n- {before.ElementAtOrDefault(line)}\n+ {after.ElementAtOrDefault(line)}";
    }
}
