using BackoutBot.Core.Intake;

namespace BackoutBot.Console.Tests.Fakes;

/// <summary>The inbox in memory.</summary>
public sealed class MemoryInbox : IInbox, IInboxReader
{
    private readonly List<InboxMessage> messages = [];

    /// <summary>Whether it refuses to take anything.</summary>
    public bool IsUnavailable { get; set; }

    /// <summary>What an accept waits for; lets a test see that nothing is acknowledged before.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>What was accepted.</summary>
    public IReadOnlyList<InboxMessage> Messages => messages;

    /// <summary>What was not understood.</summary>
    public List<InboxEntry> Unrecognised { get; } = [];

    public ValueTask<IReadOnlyList<InboxEntry>> ListAsync(InboxStatus? status, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<InboxEntry>>([.. Unrecognised.Where(entry => entry.Status == status).Take(limit)]);

    public async ValueTask<InboxReceipt> AcceptAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        if (IsUnavailable)
        {
            throw new InboxUnavailableException("The disk is full.");
        }

        if (messages.Any(known => known.Source == message.Source && known.Key == message.Key))
        {
            return InboxReceipt.Duplicate;
        }

        messages.Add(message);
        return InboxReceipt.Accepted;
    }
}
