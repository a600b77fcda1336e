namespace BackoutBot.Teams.Tests.Wire;

/// <summary>A person of the tenant: the Entra object id, and the id that Teams gives them.</summary>
public sealed record TeamsPerson(string Name, string ObjectId, string UserId)
{
    /// <summary>The id of their private conversation with the bot.</summary>
    public string Chat => $"a:{Name}-and-the-bot";
}

/// <summary>Who and what there is in the tenant.</summary>
public static class Cast
{
    public const string Tenant = "7e7e7e7e-0000-4000-8000-000000000001";
    public const string Approvers = "9a9a9a9a-0000-4000-8000-00000000a99a";
    public const string Ops = "19:ops@thread.tacv2";
    public const string Stakeholders = "19:stakeholders@thread.tacv2";
    public const string General = "19:general@thread.tacv2";
    public const string ServiceUrl = "https://smba.trafficmanager.net/emea/";

    public static readonly TeamsPerson Alice = new("alice", "a11ce000-0000-4000-8000-000000000001", "29:alice");
    public static readonly TeamsPerson Bob = new("bob", "b0b00000-0000-4000-8000-000000000002", "29:bob");
    public static readonly TeamsPerson Dave = new("dave", "da0e0000-0000-4000-8000-000000000004", "29:dave");
    public static readonly TeamsPerson Guest = new("guest", "90e57000-0000-4000-8000-000000000009", "29:guest");
}
