using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Parts.LoadBalancing;

/// <summary>
/// 12.1 Verify the previous version is functioning correctly: every target that requests are sent to is healthy. One that is being taken out is
/// no reason to doubt it, and one that was not checked yet is no proof.
/// </summary>
internal sealed class Item12_1_HealthyTargets(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : AwsCheck("12.1", catalogue, clients, time)
{
    public override bool LeavesDoubt => true;

    protected override async Task JudgeAsync(CheckContext context, AwsService resources, AwsLook look, Findings findings)
    {
        var served = await ServedGroups.ReadAsync(await ServedGroups.NamedAsync(resources, look), resources);
        served.JudgeIdle(findings);
        foreach (var targets in await served.TargetsAsync())
        {
            Judge(targets, findings);
        }
    }

    private static void Judge(GroupTargets targets, Findings findings)
    {
        if (targets.HasNone || targets.Failing > 0)
        {
            findings.Fail($"{targets.Healthy.Count} of {targets.Count} targets of {targets.Name} are healthy.", $"Wait for the others of {targets.Name} to pass their health checks, or see why they don't.");
            return;
        }

        if (targets.Starting > 0)
        {
            findings.Unknown(targets.StartingSentence, targets.StartingFix);
        }

        if (!targets.JudgeOthers(findings) && targets.Starting == 0)
        {
            findings.Pass($"All {targets.Healthy.Count} targets of {targets.Name} are healthy{targets.AndLeaving}.");
        }
    }
}
