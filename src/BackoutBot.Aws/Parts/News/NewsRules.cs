using BackoutBot.PlanFiles;

namespace BackoutBot.Aws.Parts.News;

/// <summary>How the names look of what is only heard of.</summary>
internal static class NewsRules
{
    // CreateEnvironment: 4 to 40 letters, digits and hyphens, no hyphen at either end.
    public static TextRule Environment { get; } = new("an Elastic Beanstalk environment's name", "^[A-Za-z0-9][A-Za-z0-9-]{2,38}[A-Za-z0-9]$", "write the environment's name, such as 'checkout-prod', without its application");

    // CreateStack: a letter, then up to 127 letters, digits and hyphens.
    public static TextRule Stack { get; } = new("a CloudFormation stack's name", "^[A-Za-z][A-Za-z0-9-]{0,127}$", "write the stack's name and not its ARN");

    public static TextRule EcsService { get; } = new("an ECS service", "^[A-Za-z0-9_-]{1,255}/[A-Za-z0-9_-]{1,255}$", "write cluster and service with a slash between, such as 'prod/checkout-api'");

    public static TextRule Pipeline { get; } = new("a pipeline's name", "^[A-Za-z0-9.@_-]{1,100}$", "write the pipeline's name and not its ARN");

    // RDS keeps identifiers in lower case.
    public static TextRule Database { get; } = new("a database's identifier", "^[a-z][a-z0-9-]{0,62}$", "write the instance's or cluster's identifier in lower case and not its ARN");

    public static TextRule AutoScalingGroup { get; } = new("an Auto Scaling group's name", "^(?!arn:)[^:]{1,255}$", "write the group's name and not its ARN");
}
