using BackoutBot.Aws.Resources;
using BackoutBot.Core.Ids;
using BackoutBot.PlanFiles;

namespace BackoutBot.Aws.Plan;

/// <summary>What the services of the plan files have on AWS.</summary>
internal sealed class AwsResourceCatalogue(PlanCatalogue plans) : IAwsResourceCatalogue
{
    /// <inheritdoc />
    public IReadOnlyDictionary<ServiceId, AwsService> All { get; } = plans.ContentOf<AwsService>();
}
