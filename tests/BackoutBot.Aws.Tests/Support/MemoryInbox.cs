using BackoutBot.Core.Intake;

namespace BackoutBot.Aws.Tests.Support;

/// <summary>An inbox that keeps its rows where the test sees them, and can be out of order.</summary>
internal sealed class MemoryInbox : IInbox
{
    private readonly Lock gate = new();
    private readonly List<InboxMessage> rows = [];

    public bool IsDown { get; set; }

    public IReadOnlyList<InboxMessage> Rows
    {
        get
        {
            lock (gate)
            {
                return [.. rows];
            }
        }
    }

    public ValueTask<InboxReceipt> AcceptAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (IsDown)
            {
                throw new InboxUnavailableException("the disk is full");
            }

            if (rows.Exists(row => row.Source == message.Source && row.Key == message.Key))
            {
                return new(InboxReceipt.Duplicate);
            }

            rows.Add(message);
            return new(InboxReceipt.Accepted);
        }
    }
}
