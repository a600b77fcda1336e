using Amazon.ElasticLoadBalancingV2.Model;
using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;

namespace BackoutBot.Aws.Parts.LoadBalancing;

/// <summary>
/// The service's target groups, told apart by whether requests are sent to them: the idle one of a blue/green pair is not judged by the health
/// of its targets, which may be old, stopped or none.
/// </summary>
internal sealed class ServedGroups
{
    private readonly List<ReadGroup> served = [];
    private readonly List<(TargetGroup Group, string Sentence)> idle = [];

    private ServedGroups()
    {
    }

    /// <summary>Those that requests are sent to.</summary>
    public IReadOnlyList<ReadGroup> Served => served;

    /// <summary>The target groups that the plan file names.</summary>
    public static async Task<IReadOnlyList<ReadGroup>> NamedAsync(AwsService resources, AwsLook look)
    {
        List<ReadGroup> found = [];
        foreach (var account in resources.Of<ServiceTargetGroup>().GroupBy(group => group.Account))
        {
            var there = look.In(account.Key);
            found.AddRange((await there.TargetGroupsAsync([.. account.Select(group => group.Arn)])).Select(group => new ReadGroup(there, group)));
        }

        return found;
    }

    /// <summary>Tells them apart. Where a named group is idle, the other one of its CodeDeploy pair is the service's, too.</summary>
    public static async Task<ServedGroups> ReadAsync(IReadOnlyList<ReadGroup> groups, AwsService resources)
    {
        var read = new ServedGroups();
        await read.AddAsync(groups);
        if (read.idle.Count > 0)
        {
            await read.AddAsync(await TargetGroupPairs.OthersAsync(groups, [.. read.idle.Select(one => one.Group.TargetGroupArn)], resources));
        }

        return read;
    }

    /// <summary>Says what there is to say of the groups that get no requests: one of a pair may be idle, all may not.</summary>
    public void JudgeIdle(Findings findings)
    {
        if (served.Count > 0)
        {
            idle.ForEach(one => findings.Pass(one.Sentence));
        }
        else if (idle.Count > 0)
        {
            findings.Fail(
                $"No requests get to the service: {string.Join(' ', idle.Select(one => one.Sentence))}",
                $"Let a listener forward to {string.Join(", ", idle.Select(one => one.Group.TargetGroupName))}, or correct the target groups in the plan file.");
        }
    }

    /// <summary>The targets of those that requests are sent to.</summary>
    public async Task<IReadOnlyList<GroupTargets>> TargetsAsync()
    {
        List<GroupTargets> targets = [];
        foreach (var (there, group) in served)
        {
            targets.Add(new GroupTargets(group, await there.TargetHealthAsync(group.TargetGroupArn)));
        }

        return targets;
    }

    private async Task AddAsync(IReadOnlyList<ReadGroup> groups)
    {
        foreach (var account in groups.GroupBy(group => group.There))
        {
            var forwarding = await Forwarding.ReadAsync(account.Key, account.Select(one => one.Group));
            foreach (var one in account)
            {
                if (forwarding.IsServed(one.Group))
                {
                    served.Add(one);
                }
                else
                {
                    idle.Add((one.Group, $"{one.Group.TargetGroupName} is idle: {(forwarding.IsAttached(one.Group) ? "listeners forward to it with weight 0 only" : "no listener forwards to it")}."));
                }
            }
        }
    }
}

/// <summary>A target group as it was read.</summary>
/// <param name="There">The look in its account.</param>
/// <param name="Group">The target group.</param>
internal sealed record ReadGroup(AwsLook There, TargetGroup Group);
