using BackoutBot.Aws.Access;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Ids;
using BackoutBot.PlanFiles;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Aws.Plan;

/// <summary>One kind of thing that a service has on AWS: one key of the plan file's <c>aws</c>, and everything that the bot knows to do with it.</summary>
internal interface IAwsPart
{
    /// <summary>The key under <c>aws</c>.</summary>
    string Key { get; }

    /// <summary>What a rollback step may do with it.</summary>
    IReadOnlyList<PlanAction> Actions { get; }

    /// <summary>What the code in its folder must be allowed on AWS.</summary>
    AwsAccess Access { get; }

    /// <summary>Reads what stands under the key.</summary>
    IEnumerable<AwsResource> Read(AwsPartReader reader);

    /// <summary>What its resources fall into, where a step can change them only lot by lot; empty where they are one.</summary>
    IReadOnlyList<PlanPortion> Portions(IReadOnlyList<AwsResource> resources) => [];

    /// <summary>The keys of the signals that speak of a resource of this part.</summary>
    IEnumerable<ResourceKey> SignalKeys(AwsResource resource);

    /// <summary>Registers its checks, actions and whatever else works with it.</summary>
    void Register(IServiceCollection services);
}
