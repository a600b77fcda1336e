using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Signing;
using BackoutBot.Sandbox.Wire;

namespace BackoutBot.Sandbox.Account;

/// <summary>
/// The accounts of one sandbox, the story's own first. They share an origin and a clock, and nothing else: a call sees the account of the
/// credentials that signed it.
/// </summary>
internal sealed class SandboxAccounts : IDisposable
{
    private readonly List<AccountServices> all = [];

    /// <summary>One lock for all of them: a role that is assumed across accounts changes both.</summary>
    public Lock Gate { get; } = new();

    public IReadOnlyList<AccountServices> All => all;

    /// <summary>The account of the story.</summary>
    public AccountServices Own => all[0];

    public IEnumerable<AccountServices> Others => all.Skip(1);

    /// <exception cref="ArgumentException">Its id or its access key is that of another one.</exception>
    public void Add(IServiceProvider services)
    {
        var added = new AccountServices(services);
        var credentials = added.Scenario.Credentials;
        if (all.Exists(one => one.Id == added.Id || one.Scenario.Credentials.AccessKeyId == credentials.AccessKeyId))
        {
            throw new ArgumentException($"Account {added.Id} with the access key {credentials.AccessKeyId} can't be added: each account needs an id and an access key of its own.", nameof(services));
        }

        all.Add(added);
    }

    /// <summary>The account whose credentials signed a request; the story's own, which refuses it, where nobody knows them.</summary>
    public AccountServices OwnerOf(HttpRequest request) =>
        SignatureHeader.Parse(request.Headers.Authorization.ToString()) is { } header && all.Find(one => one.HasKey(header.AccessKeyId)) is { } owner ? owner : Own;

    /// <summary>The role of that ARN and its account; null where there is none.</summary>
    public (AccountServices Account, Role Role)? FindRole(string arn) =>
        all.SelectMany(account => account.Scenario.Roles.Select(role => ((AccountServices Account, Role Role)?)(account, role)))
            .FirstOrDefault(one => arn == $"arn:{one!.Value.Account.Scenario.Partition}:iam::{one.Value.Account.Id}:role/{one.Value.Role.Name}");

    public void Dispose()
    {
        foreach (var other in Others.Select(other => other.Services).OfType<IDisposable>())
        {
            other.Dispose();
        }
    }
}

/// <summary>What makes up one account.</summary>
internal sealed class AccountServices(IServiceProvider services)
{
    public IServiceProvider Services => services;

    /// <summary>Its 12 digits.</summary>
    public string Id => Scenario.Account;

    public Scenario Scenario { get; } = services.GetRequiredService<Scenario>();

    public SandboxAccount Account => services.GetRequiredService<SandboxAccount>();

    public AwsEndpoint Endpoint => services.GetRequiredService<AwsEndpoint>();

    /// <summary>Whether an access key is its user's, or that of a session of one of its roles.</summary>
    public bool HasKey(string accessKeyId) =>
        accessKeyId == Scenario.Credentials.AccessKeyId || Account.Read((state, _) => state.Sessions.Exists(session => session.AccessKeyId == accessKeyId));
}
