namespace BackoutBot.Benchmarks;

/// <summary>The names of the account that the benchmarks speak of.</summary>
internal static class Demo
{
    public const string Account = "123456789012";
    public const string Region = "eu-west-1";
    public const string AlarmTopic = $"arn:aws:sns:{Region}:{Account}:checkout-api-alarms";

    /// <summary>The last segment of the webhook's path.</summary>
    public const string Integration = "benchmark";
}
