using BackoutBot.Core.Approvals;
using BackoutBot.Core.Ids;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Core.Services;

/// <summary>
/// An application that can be backed out, as its plan file describes it; what only one provider understands (ARNs, record
/// names) is kept by that provider's adapter under the same <see cref="Id"/>.
/// </summary>
/// <param name="Id">The service's name.</param>
/// <param name="Environment">The environment, such as <c>production</c>; shown, never interpreted.</param>
/// <param name="Channel">The channel where its thread lives, such as <c>#ops</c>.</param>
/// <param name="SignalKeys">The resources whose signals belong to this service: the correlation table.</param>
/// <param name="Approvals">Who may approve, and how many must.</param>
/// <param name="Audiences">Who is kept informed.</param>
/// <param name="Validation">When a rollback counts as having worked.</param>
/// <param name="NotApplicable">Items that don't apply, each with the reason that the thread shows.</param>
/// <param name="Steps">The rollback steps, in the file's order.</param>
public sealed record ServiceDefinition(
    ServiceId Id,
    string Environment,
    string Channel,
    IReadOnlyList<ResourceKey> SignalKeys,
    ApprovalPolicy Approvals,
    IReadOnlyList<Audience> Audiences,
    ValidationPolicy Validation,
    IReadOnlyDictionary<ItemId, string> NotApplicable,
    IReadOnlyList<StepDefinition> Steps)
{
    /// <summary>When a release counts as proven.</summary>
    public RestorePointPolicy RestorePoints { get; init; } = RestorePointPolicy.Default;
}
