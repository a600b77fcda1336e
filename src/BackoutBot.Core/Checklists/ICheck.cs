using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Checklists;

/// <summary>Checks one item of the checklist against the world, reading only. Several may speak to one item: the worst of them counts.</summary>
public interface ICheck
{
    /// <summary>The item that this checks.</summary>
    ItemId Item { get; }

    /// <summary>Whether it sees how the service is from outside, as alarms do: without any such check nothing is proven of a release.</summary>
    bool SeesHowServiceIs => false;

    /// <summary>
    /// Whether the service does not count as well while this does not know: what it looks at may be bad. Not so where not knowing means only that
    /// there is nothing to hold against what runs, or that a person has to look.
    /// </summary>
    bool LeavesDoubt => SeesHowServiceIs;

    /// <summary>
    /// Looks, and says what it saw. Never throws for what the provider answered: a denial, throttling or a missing
    /// resource is a result with <see cref="CheckStatus.Unknown"/> or <see cref="CheckStatus.Fail"/> and its fix. Null where the service has
    /// nothing of the kind that it looks at.
    /// </summary>
    Task<CheckResult?> RunAsync(CheckContext context, CancellationToken cancellationToken);
}
