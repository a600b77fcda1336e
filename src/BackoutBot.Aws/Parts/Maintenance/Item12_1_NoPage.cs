using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Parts.LoadBalancing;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>
/// 12.1 Verify the previous version is functioning correctly: no listener answers in its place. Targets that are well are of no use to anybody
/// while the load balancer shows a page. That none is shown proves nothing by itself, so it is no finding.
/// </summary>
internal sealed class Item12_1_NoPage(IAwsResourceCatalogue catalogue, AwsClients clients, IInstallation installation, TimeProvider time) : AwsCheck("12.1", catalogue, clients, time)
{
    public override bool LeavesDoubt => true;

    protected override async Task JudgeAsync(CheckContext context, AwsService resources, AwsLook look, Findings findings)
    {
        var owner = new PageOwner(context.Service.Id, installation.Id);
        foreach (var listener in resources.Of<MaintenancePage>().SelectMany(page => page.Listeners))
        {
            if ((await look.At(listener).RulesAsync(listener)).Pages() is [var shown, ..])
            {
                var names = ListenerNames.Of(await ListenerNames.ReadAsync([listener], look), resources);
                findings.Fail(
                    $"The listener {names[listener]} answers every request with a maintenance page, {shown.Origin}.",
                    !owner.Owns(shown)
                        ? $"Have its owner remove the rule {shown.Rule.RuleArn}; or have it planned again, which offers to take it over."
                        : $"Remove the rule {shown.Rule.RuleArn}, or have it planned again: maintenance-off takes it away.");
            }
        }
    }
}
