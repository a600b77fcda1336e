namespace BackoutBot.Core.Intake;

/// <summary>Shows what came in and what became of it, to the operator.</summary>
public interface IInboxReader
{
    /// <summary>The newest messages, newest first.</summary>
    /// <param name="status">Only those of that status; null for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<IReadOnlyList<InboxEntry>> ListAsync(InboxStatus? status, int limit, CancellationToken cancellationToken);
}
