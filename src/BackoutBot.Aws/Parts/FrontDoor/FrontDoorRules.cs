using BackoutBot.PlanFiles;

namespace BackoutBot.Aws.Parts.FrontDoor;

/// <summary>How what describes a front door looks.</summary>
internal static class FrontDoorRules
{
    public static TextRule Url { get; } =
        new("an address", @"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[^\s#]*)?$", "write it like 'https://api.shop.example/healthz', without user, password or fragment") { MaxLength = 2000 };

    public static TextRule Host { get; } = new("a host's name", @"^[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?$", "write it like 'api.shop.example'");

    /// <summary>CreateHealthCheck, Route 53 API reference: an id has at most 64 characters; those that Route 53 makes are UUIDs.</summary>
    public static TextRule HealthCheck { get; } = new("a health check's id", "^[A-Za-z0-9-]{1,64}$", "write the id as Route 53 shows it, such as 'abcdef11-2222-3333-4444-555555fedcba'");

    /// <summary>CreateCanary, Synthetics API reference.</summary>
    public static TextRule Canary { get; } = new("a canary's name", "^[0-9a-z_-]{1,255}$", "write the name as CloudWatch Synthetics shows it, such as 'checkout-flow'");

    public static TextRule Version { get; } = new("a text with the version", @"\{version( of [^{}]+)?\}", "write what the answer says, with {version} where the version stands, such as 'checkout-api {version}'");

    public static TextRule HeaderName { get; } = new("a header's name", "^[A-Za-z0-9-]{1,64}$", "write it like 'X-Probe-Key'");

    public static TextRule Secret { get; } = new("the name of a secret", "^[A-Za-z0-9_-]{1,64}$", "write the name of a setting under Secrets, such as 'checkout-probe', and never the secret itself");
}
