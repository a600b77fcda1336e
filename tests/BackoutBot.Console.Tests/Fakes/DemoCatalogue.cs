using BackoutBot.Core.Approvals;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;

namespace BackoutBot.Console.Tests.Fakes;

/// <summary>The demo world's one service.</summary>
public sealed class DemoCatalogue : IServiceCatalogue
{
    /// <summary>The service.</summary>
    public static ServiceDefinition CheckoutApi { get; } = new(
        new ServiceId("checkout-api"),
        "production",
        "#ops",
        [new ResourceKey("aws:cloudwatch:123456789012:eu-west-1:checkout-api-5xx")],
        new ApprovalPolicy([], ["checkout-approvers"], Quorum: 2, ExpiresAfter: TimeSpan.FromMinutes(15)),
        [new Audience(AudienceKind.TeamLeads, "#stakeholders"), new Audience(AudienceKind.Clients, "#status-page")],
        new ValidationPolicy(Soak: TimeSpan.FromMinutes(2), Timeout: TimeSpan.FromMinutes(20)),
        new Dictionary<ItemId, string> { [new ItemId("11.1")] = "Elastic Beanstalk is not used." },
        [new StepDefinition(new StepId("deployment"), "codedeploy-stop", []), new StepDefinition(new StepId("dns"), "route53-revert", [new StepId("deployment")])]);

    public IReadOnlyList<ServiceDefinition> All { get; set; } = [CheckoutApi];

    public ServiceDefinition? Find(ServiceId id) => All.FirstOrDefault(service => service.Id == id);
}
