using BackoutBot.Core.Approvals;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;

namespace BackoutBot.Core.Backouts;

/// <summary>What a decision may know beside the state.</summary>
/// <param name="Service">The service, as its plan file describes it now.</param>
/// <param name="Now">The time, UTC.</param>
/// <param name="Authority">What the asking person may do at this moment; <see cref="Authority.None"/> for the bot's own reports.</param>
public sealed record DecisionContext(ServiceDefinition Service, DateTimeOffset Now, Authority Authority)
{
    /// <summary>Which installation of the bot decides: what its steps make at a provider carries its name.</summary>
    public InstallationId Installation { get; init; }

    /// <summary>Those who approved the present plan and may approve no longer, where <see cref="BackoutDecider.CountsAnew"/>.</summary>
    public IReadOnlyList<PersonId> Lapsed { get; init; } = [];
}
