using System.Globalization;
using Xunit.Sdk;

namespace BackoutBot.EndToEnd.Tests.World;

/// <summary>How fast the story is played. Only durations differ from what is shipped.</summary>
/// <param name="Speed">Divides the durations of the sandbox's scenario.</param>
/// <param name="BadReleaseAfter">How long a deployment takes to touch its first instance: so long the bot has to capture what is to be restored.</param>
/// <param name="Soak">How long production must be well, as the plan file writes it.</param>
/// <param name="BotSettings">Settings of the bot, as environment variables.</param>
internal sealed record Pace(double Speed, TimeSpan BadReleaseAfter, string Soak, IReadOnlyDictionary<string, string> BotSettings)
{
    /// <summary>The group whose members may approve.</summary>
    public string Approvers { get; init; } = "checkout-approvers";

    /// <summary>How many approvers are needed.</summary>
    public int Quorum { get; init; } = 1;

    /// <summary>What else the plan file says otherwise than the shipped one.</summary>
    public IReadOnlyList<(string From, string To)> PlanChanges { get; init; } = [];

    /// <summary>What else the scenario says otherwise than the shipped one.</summary>
    public IReadOnlyList<(string From, string To)> ScenarioChanges { get; init; } = [];

    /// <summary>A plan file that is taken as it is; null for the shipped one at this pace.</summary>
    public string? PlanFile { get; init; }

    /// <summary>About as <c>./dev demo</c> plays it.</summary>
    public static Pace Watched { get; } = new(1, TimeSpan.FromSeconds(6), "3s", new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>A story within a few seconds.</summary>
    public static Pace Fast { get; } = new(
        10,
        TimeSpan.FromSeconds(3),
        "1s",
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Runtime__PollMin"] = "00:00:00.050",
            ["Runtime__PollMax"] = "00:00:00.250",
            ["Runtime__SweepInterval"] = "00:00:01",
        });

    /// <summary>Leaves a bot that dies at the very beginning the time to come back before the bad release is out.</summary>
    public static Pace FastAfterSlowBeginning { get; } = Fast with { BadReleaseAfter = TimeSpan.FromSeconds(15) };

    /// <summary>Writes the scenario into the folder. Its record lives a second: the bot waits out the time for which resolvers keep an answer.</summary>
    public string WriteScenario(string folder)
    {
        string start = (BadReleaseAfter.TotalSeconds * Speed).ToString(CultureInfo.InvariantCulture);
        return Write(
            Repository.Scenario,
            folder,
            [
                ("seconds: { start: 0.5,", $"seconds: {{ start: {start},"),
                ("name: api.shop.example., type: CNAME, ttl: 10,", "name: api.shop.example., type: CNAME, ttl: 1,"),
                .. ScenarioChanges,
            ]);
    }

    /// <summary>Writes the plan file into a folder of its own.</summary>
    /// <returns>That folder.</returns>
    public string WritePlans(string folder)
    {
        string plans = Path.Combine(folder, "plans");
        _ = Directory.CreateDirectory(plans);
        if (PlanFile is not null)
        {
            File.Copy(PlanFile, Path.Combine(plans, Path.GetFileName(PlanFile)), overwrite: true);
            return plans;
        }

        _ = Write(
            Path.Combine(Repository.Plans, "checkout-api.yaml"),
            plans,
            [
                ("soak: 3s", $"soak: {Soak}"),
                ("groups: [checkout-approvers]", $"groups: [\"{Approvers}\"]"),
                ("quorum: 1", $"quorum: {Quorum}"),
                .. PlanChanges,
            ]);
        return plans;
    }

    private static string Write(string file, string folder, IEnumerable<(string From, string To)> changes)
    {
        string text = File.ReadAllText(file);
        foreach ((string from, string to) in changes)
        {
            text = text.Contains(from, StringComparison.Ordinal) ? text.Replace(from, to, StringComparison.Ordinal) : throw new XunitException($"{file} no longer says '{from}'.");
        }

        string path = Path.Combine(folder, Path.GetFileName(file));
        File.WriteAllText(path, text);
        return path;
    }
}
