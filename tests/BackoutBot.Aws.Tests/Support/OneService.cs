using BackoutBot.Aws.Resources;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Tests.Support;

/// <summary>A catalogue that holds checkout-api, which a test may change.</summary>
internal sealed class OneService(AwsServiceResources resources) : IAwsResourceCatalogue
{
    public IReadOnlyDictionary<ServiceId, AwsServiceResources> All { get; set; } =
        new Dictionary<ServiceId, AwsServiceResources> { [CheckoutApi.Service.Id] = resources };

    public void Become(AwsServiceResources changed) => All = new Dictionary<ServiceId, AwsServiceResources> { [CheckoutApi.Service.Id] = changed };
}
