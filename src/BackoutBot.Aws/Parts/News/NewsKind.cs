using BackoutBot.Aws.Resources;
using BackoutBot.Core.Ids;
using BackoutBot.PlanFiles;

namespace BackoutBot.Aws.Parts.News;

/// <summary>A kind of AWS resource of which the bot hears, without being able to look at it or to change it.</summary>
/// <param name="Key">Its key in an entry of <c>aws.events</c>.</param>
/// <param name="Service">The AWS service, as EventBridge's sources spell it behind <c>aws.</c>.</param>
/// <param name="What">What one is called, such as <c>pipeline</c>.</param>
/// <param name="Name">How its name looks.</param>
/// <param name="Description">What is to stand under the key.</param>
internal sealed record NewsKind(string Key, string Service, string What, TextRule Name, string Description)
{
    public static NewsKind Environment { get; } = new("elasticBeanstalk", "elasticbeanstalk", "environment", NewsRules.Environment, "An Elastic Beanstalk environment's name: its health, and how its deployments end.");

    public static NewsKind Stack { get; } = new("cloudFormation", "cloudformation", "stack", NewsRules.Stack, "A CloudFormation stack's name: what failed, and what was rolled back.");

    public static NewsKind EcsService { get; } = new("ecs", "ecs", "ECS service", NewsRules.EcsService, "An ECS service as cluster/service: how its deployments end, and whether its tasks run.");

    public static NewsKind Pipeline { get; } = new("codePipeline", "codepipeline", "pipeline", NewsRules.Pipeline, "A pipeline's name in CodePipeline: how its executions end.");

    public static NewsKind Database { get; } = new("rds", "rds", "database", NewsRules.Database, "The identifier of an RDS instance or cluster: failures, want of storage, fail-overs.");

    public static NewsKind AutoScalingGroup { get; } = new("autoScaling", "autoscaling", "Auto Scaling group", NewsRules.AutoScalingGroup, "An Auto Scaling group's name: instances that can't be launched or terminated.");

    /// <summary>All of them, in the order of the reference.</summary>
    public static IReadOnlyList<NewsKind> All { get; } = [Environment, Stack, EcsService, Pipeline, Database, AutoScalingGroup];

    /// <summary>The key of its news.</summary>
    public ResourceKey KeyOf(string account, string region, string name) => AwsResourceKeys.News(Service, account, region, name);
}
