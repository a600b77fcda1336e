namespace BackoutBot.Aws.Parts.FrontDoor;

/// <summary>What one of a health check's checkers said last.</summary>
/// <param name="Region">From where it looks.</param>
/// <param name="Address">Its IP address.</param>
/// <param name="Status">Route 53's words: "Success: HTTP Status Code 200, OK", or "Failure: " and why.</param>
/// <param name="CheckedAt">When it looked, UTC; null where Route 53 does not say.</param>
internal sealed record CheckerReport(string Region, string Address, string Status, DateTimeOffset? CheckedAt)
{
    /// <summary>Whether it reached the endpoint and liked the answer.</summary>
    public bool IsWell => Status.StartsWith("Success", StringComparison.Ordinal);
}
