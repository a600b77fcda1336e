using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Resources;

/// <summary>What the services have on AWS.</summary>
public interface IAwsResourceCatalogue
{
    /// <summary>All services that have anything there.</summary>
    IReadOnlyDictionary<ServiceId, AwsService> All { get; }
}
