using BackoutBot.EndToEnd.Tests.World;

namespace BackoutBot.EndToEnd.Tests.OldJournals.Writing;

/// <summary>The paces at which journals are made: each is short where its story would make people wait.</summary>
internal static class Paces
{
    /// <summary>A plan that waits until the test that carries on with it, however late that is run.</summary>
    public static Pace Patient { get; } = Pace.Fast with { Quorum = 2, PlanChanges = [("expiresAfter: 15m", "expiresAfter: 36500d")] };

    /// <summary>A plan that hardly waits.</summary>
    public static Pace Impatient { get; } = Pace.Fast with { PlanChanges = [("expiresAfter: 15m", "expiresAfter: 5s")] };

    /// <summary>A rollback that has to prove itself at once.</summary>
    public static Pace Strict { get; } = Pace.Fast with { PlanChanges = [("timeout: 2m", "timeout: 2s")] };

    /// <summary>A release that is good.</summary>
    public static Pace Good { get; } = Pace.Fast with { ScenarioChanges = [("    unhealthy: true\n    stallsAfter: 4\n", "")] };

    /// <summary>A bad release that is out on all instances when it is noticed: the version before is deployed again, and then the record is put back.</summary>
    public static Pace Redeploy { get; } = Pace.Fast with
    {
        ScenarioChanges = [("    stallsAfter: 4\n", "")],
        PlanChanges =
        [
            ("  - id: maintenance-on\n    action: maintenance-on\n", ""),
            ("  - id: code-stop\n    action: codedeploy-stop\n    after: [maintenance-on]\n", ""),
            ("    after: [code-stop]\n", ""),
            ("    after: [maintenance-on]\n", "    after: [code-redeploy]\n"),
            ("  - id: maintenance-off\n    action: maintenance-off\n    after: [code-stop, code-redeploy, dns]\n", ""),
        ],
    };

    /// <summary>A service of whose checklist the bot and people can do all that applies.</summary>
    public static Pace Preparable { get; } = Pace.Fast with
    {
        PlanChanges =
        [
            ("notApplicable:\n", "notApplicable:\n" + string.Concat(new[] { "1.3", "2.1", "2.2", "4.2", "5.1", "6.2", "7.2", "8.1", "10.1" }.Select(item => $"  - item: \"{item}\"\n    reason: It is done elsewhere.\n"))),
        ],
    };
}
