using System.Collections.Concurrent;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Core.People;

namespace BackoutBot.Slack.Tests.Wire;

/// <summary>The host's ports, in memory.</summary>
public sealed class Ports : IInbox, IThreads, IAccounts, IDirectory, IBackoutReader, IAdapterMemory, IWriteBan
{
    private readonly ConcurrentDictionary<(string Source, string Key), InboxMessage> inbox = new();

    /// <summary>Whether the inbox can't keep anything.</summary>
    public bool IsDown { get; set; }

    /// <summary>The messages that the inbox kept.</summary>
    public IEnumerable<InboxMessage> Kept => inbox.Values;

    /// <summary>The submissions that the inbox kept.</summary>
    public ChatSubmission[] Submissions => [.. Kept.Where(message => message.Source == ChatSubmission.Source).Select(ChatSubmission.FromInbox)];

    /// <summary>The threads that are backouts': reference to backout.</summary>
    public Dictionary<string, BackoutId> Threads { get; } = [];

    /// <summary>The open backouts.</summary>
    public List<BackoutState> Open { get; } = [];

    /// <summary>Why nothing may be written; null where it may.</summary>
    public string? Ban { get; set; }

    /// <summary>What the adapter remembers.</summary>
    public ConcurrentDictionary<string, string> Memory { get; init; } = new();

    /// <summary>Who is who: account to person.</summary>
    public Dictionary<string, string> People { get; } = new() { ["slack:U0ALICE"] = "alice", ["slack:U0BOB"] = "bob", ["slack:T0PARTNER/U0PAT"] = "pat" };

    public ValueTask<InboxReceipt> AcceptAsync(InboxMessage message, CancellationToken cancellationToken) =>
        IsDown
            ? throw new InboxUnavailableException("The disk is full.")
            : ValueTask.FromResult(inbox.TryAdd((message.Source, message.Key), message) ? InboxReceipt.Accepted : InboxReceipt.Duplicate);

    public ValueTask<BackoutId?> FindAsync(string platform, string reference, CancellationToken cancellationToken) =>
        ValueTask.FromResult(platform == "slack" && Threads.TryGetValue(reference, out var backout) ? backout : (BackoutId?)null);

    public ValueTask<string?> ReferenceOfAsync(string platform, BackoutId backout, CancellationToken cancellationToken) =>
        ValueTask.FromResult(platform == "slack" ? Threads.FirstOrDefault(thread => thread.Value == backout).Key : null);

    public ValueTask<string?> ReasonAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Ban);

    public PersonId PersonOf(PlatformAccount account) => new(People.GetValueOrDefault(account.ToString()) ?? account.ToString());

    public IReadOnlyList<PlatformAccount> AccountsOf(PersonId person, string platform) =>
        person.Value.StartsWith($"{platform}:", StringComparison.Ordinal)
            ? [new PlatformAccount(platform, person.Value[(platform.Length + 1)..])]
            : [.. People.Where(pair => pair.Value == person.Value).Select(pair => new PlatformAccount(platform, pair.Key[(platform.Length + 1)..]))];

    public ValueTask<Person?> FindAsync(PersonId id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(People.ContainsValue(id.Value) ? new Person(id, id.Value) : null);

    public ValueTask<bool> IsMemberAsync(PersonId id, string group, CancellationToken cancellationToken) => ValueTask.FromResult(false);

    public ValueTask PutAsync(string platform, string key, string text, CancellationToken cancellationToken)
    {
        Memory[key] = text;
        return ValueTask.CompletedTask;
    }

    ValueTask<string?> IAdapterMemory.FindAsync(string platform, string key, CancellationToken cancellationToken) => ValueTask.FromResult(Memory.GetValueOrDefault(key));

    public ValueTask<BackoutHistory?> FindAsync(BackoutId id, CancellationToken cancellationToken) => ValueTask.FromResult<BackoutHistory?>(null);

    public ValueTask<IReadOnlyList<BackoutState>> ListAsync(int limit, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<BackoutState>>(Open);

    public ValueTask<IReadOnlyList<BackoutState>> ListUnsettledAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<BackoutState>>([.. Open.Where(state => state.HasStandingResidue)]);

    public ValueTask WaitAsync(BackoutId? id, long version, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
