using BackoutBot.Aws.Resources;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Tests.Support;

/// <summary>A catalogue that holds checkout-api, which a test may change.</summary>
internal sealed class OneService(AwsService resources) : IAwsResourceCatalogue
{
    public IReadOnlyDictionary<ServiceId, AwsService> All { get; set; } =
        new Dictionary<ServiceId, AwsService> { [CheckoutApi.Service.Id] = resources };

    public void Become(AwsService changed) => All = new Dictionary<ServiceId, AwsService> { [CheckoutApi.Service.Id] = changed };
}
