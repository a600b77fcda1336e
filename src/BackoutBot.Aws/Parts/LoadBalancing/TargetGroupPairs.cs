using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;

namespace BackoutBot.Aws.Parts.LoadBalancing;

/// <summary>The pairs of target groups between which CodeDeploy shifts the requests in a blue/green deployment: <c>TargetGroupPairInfo</c>, CodeDeploy API reference.</summary>
internal static class TargetGroupPairs
{
    /// <summary>The other groups of the pairs that the service's deployment groups have.</summary>
    /// <param name="groups">The groups that the plan file names.</param>
    /// <param name="of">The ARNs of those whose pairs are asked for.</param>
    /// <param name="resources">What the service has.</param>
    public static async Task<IReadOnlyList<ReadGroup>> OthersAsync(IReadOnlyList<ReadGroup> groups, IReadOnlyCollection<string> of, AwsService resources)
    {
        List<ReadGroup> others = [];
        foreach (var account in groups.Where(one => of.Contains(one.Group.TargetGroupArn)).GroupBy(one => one.There))
        {
            HashSet<string> idle = [.. account.Select(one => one.Group.TargetGroupName)];
            HashSet<string> named = [.. groups.Where(one => one.There == account.Key).Select(one => one.Group.TargetGroupName)];
            foreach (var target in resources.Of<CodeDeployTarget>().Where(target => target.Account == resources.AccountOf(account.First().Group.TargetGroupArn)))
            {
                var pairs = (await account.Key.DeploymentGroupAsync(target)).LoadBalancerInfo?.TargetGroupPairInfoList ?? [];
                string[] names = [.. pairs.Select(pair => (pair.TargetGroups ?? []).Select(group => group.Name).ToArray()).Where(pair => pair.Any(idle.Contains)).SelectMany(pair => pair).Where(named.Add)];
                if (names.Length > 0)
                {
                    others.AddRange((await account.Key.TargetGroupsByNameAsync(names)).Select(group => new ReadGroup(account.Key, group)));
                }
            }
        }

        return others;
    }
}
