using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Parts.LoadBalancing;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>10.1 Implement user-facing error pages or maintenance mode: each listener is there and shows no page yet, and what the page would set off is named.</summary>
internal sealed class Item10_1_MaintenanceMode(IAwsResourceCatalogue catalogue, AwsClients clients, IInstallation installation, TimeProvider time) : AwsCheck("10.1", catalogue, clients, time)
{
    protected override async Task JudgeAsync(CheckContext context, AwsService resources, AwsLook look, Findings findings)
    {
        string[] listeners = [.. resources.Of<MaintenancePage>().SelectMany(page => page.Listeners)];
        if (listeners.Length == 0)
        {
            return;
        }

        var owner = new PageOwner(context.Service.Id, installation.Id);
        var read = await ListenerNames.ReadAsync(listeners, look);
        var ports = read.Select(one => one.Port).OfType<int>().ToHashSet();
        var names = ListenerNames.Of(read, resources);
        foreach (var listener in listeners)
        {
            if ((await look.At(listener).RulesAsync(listener)).Pages() is [var shown, ..])
            {
                findings.Fail(
                    $"The listener {names[listener]} answers every request with a maintenance page, {shown.Origin}.",
                    owner.Owns(shown) ? $"Remove the rule {shown.Rule.RuleArn}." : $"Have its owner remove the rule {shown.Rule.RuleArn}.");
            }
        }

        var trips = await PageTrips.ReadAsync(resources, look, ports);
        if (trips.Count > 0)
        {
            findings.Warn(
                $"While the page is shown, {string.Join("; ", trips)}.",
                "Let the health check ask for what the page does not answer, or be prepared for that.");
        }

        findings.Pass($"The page can be shown on {listeners.Length} listener{(listeners.Length == 1 ? "" : "s")}.{(trips.Count == 0 ? " No health check of Route 53 asks for a name of the service there." : "")}");
    }
}
