using BackoutBot.Walk.Tests.Accounts;

namespace BackoutBot.Walk.Tests.Plans;

/// <summary>A plan file to go by, and what belongs to it.</summary>
/// <param name="Name">What cases call it, and its folder.</param>
/// <param name="Records">The records that it puts back; the story moves them all.</param>
/// <param name="OtherAccounts">The scenario files of the accounts that it reaches into, beside the service's own.</param>
internal sealed record WalkedPlan(string Name, IReadOnlyList<WatchedRecord> Records, IReadOnlyList<string> OtherAccounts)
{
    /// <summary>The account that the service itself is in.</summary>
    public const string OwnAccount = "123456789012";

    private const string NetworkAccount = "210987654321";

    /// <summary>The plan of the demo.</summary>
    public static WalkedPlan Demo { get; } = new("demo", WatchedRecord.OfDemo, []);

    /// <summary>A record in each of two zones, which are in two accounts.</summary>
    public static WalkedPlan TwoAccounts { get; } = new(
        "two-accounts",
        [
            new(OwnAccount, "api.shop.example.", "checkout-v231.shop.example.", "dns-api-shop-example"),
            new(NetworkAccount, "api.shop-global.example.", "checkout-v231.shop.example.", "dns-api-shop-global-example"),
        ],
        ["network.yaml"]);

    /// <summary>Two pages on two listeners, one inside the other.</summary>
    public static WalkedPlan Nested { get; } = new("nested", WatchedRecord.OfDemo, []);

    public static IReadOnlyList<WalkedPlan> All { get; } = [Demo, TwoAccounts, Nested];

    /// <summary>The service's own account, and the others.</summary>
    public IEnumerable<string> Accounts => Records.Select(record => record.Account).Prepend(OwnAccount).Distinct(StringComparer.Ordinal);

    /// <summary>Where its plan file is.</summary>
    public string Folder => Path.Combine(AppContext.BaseDirectory, "Plans", Name);

    /// <summary>The account in which a step works.</summary>
    public string AccountOf(string step) => Records.FirstOrDefault(record => step == record.Step || step == $"undo-{record.Step}")?.Account ?? OwnAccount;

    public override string ToString() => this == Demo ? "" : $"[{Name}] ";
}
