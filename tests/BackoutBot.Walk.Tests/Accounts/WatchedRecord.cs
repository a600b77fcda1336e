namespace BackoutBot.Walk.Tests.Accounts;

/// <summary>A record that is to answer again as before the story.</summary>
/// <param name="Account">The 12 digits of the account that its zone is in.</param>
/// <param name="Name">With the final dot.</param>
/// <param name="Answer">What it pointed to before the story.</param>
/// <param name="Step">The step that puts it back.</param>
internal sealed record WatchedRecord(string Account, string Name, string Answer, string Step)
{
    /// <summary>The one of the demo's plan.</summary>
    public static readonly IReadOnlyList<WatchedRecord> OfDemo = [new("123456789012", "api.shop.example.", "checkout-v231.shop.example.", "dns")];
}
