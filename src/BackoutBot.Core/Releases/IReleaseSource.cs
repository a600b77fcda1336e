using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Core.Releases;

/// <summary>Reads what runs of one kind of resource that releases are deployed to.</summary>
public interface IReleaseSource
{
    /// <summary>
    /// What is to be left when somebody wants to go back: what is being deployed, else what was deployed last. Empty where the service has
    /// no such resource.
    /// </summary>
    /// <exception cref="Exception">It could not be read; the message is fit for people.</exception>
    Task<IReadOnlyList<ReleaseComponent>> RunningAsync(ActionContext context, CancellationToken cancellationToken);

    /// <summary>Whether anything is being deployed.</summary>
    /// <exception cref="Exception">It could not be read; the message is fit for people.</exception>
    Task<bool> IsDeployingAsync(ActionContext context, CancellationToken cancellationToken);

    /// <summary>Whether nothing is being deployed, and what was deployed last ended well.</summary>
    /// <exception cref="Exception">It could not be read; the message is fit for people.</exception>
    Task<bool> IsSettledAsync(ActionContext context, CancellationToken cancellationToken);

    /// <summary>When the release that the backout leaves began to be deployed, UTC; null where that is not known.</summary>
    /// <exception cref="Exception">It could not be read; the message is fit for people.</exception>
    Task<DateTimeOffset?> ReleasedAtAsync(CheckContext context, CancellationToken cancellationToken);
}
