using System.Globalization;
using BackoutBot.Aws.Events;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Signals;

namespace BackoutBot.Aws.Tests.Events;

/// <summary>What the messages are that AWS sends, of the forms that its documentation or an account shows: the files in <c>Messages</c>.</summary>
public sealed class MessageTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Events", "Messages");

    /// <summary>The file, the kind of signal that it is, and its subject; where it is none, what it is told to be about.</summary>
    public static TheoryData<string, SignalKind?, string> Messages => new()
    {
        { "autoscaling-eventbridge-launch-unsuccessful.json", SignalKind.BadNews, "Auto Scaling group checkout-web, launches" },
        { "autoscaling-eventbridge-terminate-successful.json", SignalKind.Informational, "Auto Scaling group checkout-web, instances" },
        { "autoscaling-sns-launch.json", SignalKind.GoodNews, "Auto Scaling group checkout-web, launches" },
        { "cloudformation-eventbridge-stack-status-shape.json", SignalKind.BadNews, "stack checkout-network" },
        { "cloudformation-sns-resource-failed.txt", SignalKind.News, "stack checkout-network" },
        { "cloudformation-sns-stack-complete.txt", SignalKind.GoodNews, "stack checkout-network" },
        { "cloudwatch-composite-alarm-message.json", SignalKind.AlarmRaised, "checkout-health" },
        { "cloudwatch-eventbridge-config-change.json", SignalKind.Informational, "checkout-cpu" },
        { "cloudwatch-eventbridge-state-change-composite.json", SignalKind.Informational, "checkout-health" },
        { "cloudwatch-eventbridge-state-change-math.json", SignalKind.AlarmRaised, "checkout-network" },
        { "cloudwatch-eventbridge-state-change-metric.json", SignalKind.AlarmRaised, "checkout-cpu" },
        { "cloudwatch-metric-alarm-message.json", SignalKind.AlarmRaised, "node_disk_used(i-0123456789abcdef0)" },
        { "codebuild-eventbridge-state-change.json", null, "aws.codebuild (CodeBuild Build State Change)" },
        { "codedeploy-eventbridge-deployment.json", SignalKind.DeploymentSucceeded, "d-123456789" },
        { "codedeploy-eventbridge-instance.json", SignalKind.Informational, "d-123456789" },
        { "codedeploy-trigger-created.json", SignalKind.DeploymentStarted, "d-MAIN00001" },
        { "codedeploy-trigger-deployment-docformat.json", SignalKind.DeploymentFailed, "d-75I7MBT7C" },
        { "codedeploy-trigger-failed.json", SignalKind.DeploymentFailed, "d-MAIN00001" },
        { "codedeploy-trigger-instance-docformat.json", SignalKind.Informational, "d-75I7MBT7C" },
        { "codedeploy-trigger-rollback-created.json", SignalKind.DeploymentStarted, "d-ROLLBACK1" },
        { "codedeploy-trigger-rollback-succeeded.json", SignalKind.DeploymentSucceeded, "d-ROLLBACK1" },
        { "codedeploy-trigger-succeeded.json", SignalKind.DeploymentSucceeded, "d-MAIN00001" },
        { "codepipeline-eventbridge-action.json", SignalKind.Informational, "pipeline checkout-release" },
        { "codepipeline-eventbridge-started.json", SignalKind.News, "pipeline checkout-release" },
        { "codepipeline-notification-rule-failed.json", SignalKind.BadNews, "pipeline checkout-release" },
        { "ecs-capacity-provider-steady-state.json", SignalKind.Informational, "ECS service prod/checkout-api, tasks" },
        { "ecs-service-deployment-completed.json", SignalKind.GoodNews, "ECS service prod/checkout-api, deployments" },
        { "ecs-service-deployment-failed.json", SignalKind.BadNews, "ECS service prod/checkout-api, deployments" },
        { "ecs-service-deployment-in-progress.json", SignalKind.News, "ECS service prod/checkout-api, deployments" },
        { "ecs-service-steady-state.json", SignalKind.GoodNews, "ECS service prod/checkout-api, tasks" },
        { "ecs-service-task-placement-failure.json", SignalKind.BadNews, "ECS service prod/checkout-api, tasks" },
        { "ecs-service-task-start-impaired.json", SignalKind.BadNews, "ECS service prod/checkout-api, tasks" },
        { "elasticbeanstalk-eventbridge-health.json", SignalKind.GoodNews, "environment checkout-prod, health" },
        { "elasticbeanstalk-eventbridge-resource-status.json", SignalKind.Informational, "environment checkout-prod, changes" },
        { "elasticbeanstalk-sns-deployed.txt", SignalKind.GoodNews, "environment checkout-prod, changes" },
        { "elasticbeanstalk-sns-health.txt", SignalKind.Informational, "environment checkout-prod, health" },
        { "elasticbeanstalk-sns-launched.txt", SignalKind.GoodNews, "environment checkout-prod, changes" },
        { "plain-text.txt", null, "plain text" },
        { "rds-eventbridge-db-instance.json", SignalKind.News, "database checkout-db" },
        { "rds-eventbridge-db-param.json", SignalKind.Informational, "database my-db-param-group" },
        { "rds-eventbridge-snapshot.json", SignalKind.Informational, "database my-db-snapshot" },
        { "rds-sns-message.json", SignalKind.Informational, "database checkout-db" },
        { "ssm-runcommand-sns-message.json", null, "JSON of an unknown form" },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void Given_a_message_of_AWS_s_then_it_is_what_an_engineer_on_call_takes_it_for(string file, SignalKind? kind, string subject)
    {
        var reading = Read(file, DateTimeOffset.UnixEpoch);

        Assert.Equal((kind, subject), reading is IntakeReading.Event { Signal: var signal } ? (signal.Kind, signal.Subject) : (null, reading.About!));
    }

    [Fact]
    public void Given_a_file_of_a_message_then_it_is_in_the_table() =>
        Assert.Equal(Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal), Messages.Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("autoscaling-sns-launch.json", "2015-08-01T03:47:11.215Z")]
    [InlineData("cloudformation-sns-stack-complete.txt", "2014-02-26T16:04:00.438Z")]
    [InlineData("codepipeline-notification-rule-failed.json", "2021-06-24T00:46:16Z")]
    [InlineData("ecs-service-deployment-failed.json", "2020-05-23T11:11:11Z")]
    [InlineData("elasticbeanstalk-eventbridge-health.json", "2020-11-03T00:34:47.87Z")]
    [InlineData("elasticbeanstalk-sns-deployed.txt", "2015-11-05T16:13:30Z")]
    [InlineData("rds-eventbridge-db-instance.json", "2018-09-27T22:36:43.292Z")]
    [InlineData("rds-sns-message.json", "2019-01-02T12:45:06Z")]
    [InlineData("cloudwatch-eventbridge-state-change-metric.json", "2019-10-02T17:04:40.989Z")]
    public void Given_the_way_in_which_a_service_writes_times_then_it_is_read(string file, string time)
    {
        var happenedAt = DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);

        Assert.Equal(happenedAt, Assert.IsType<IntakeReading.Event>(Read(file, happenedAt.AddSeconds(30))).Signal.OccurredAt);
    }

    private static IntakeReading Read(string file, DateTimeOffset publishedAt) =>
        AwsEventReader.Read(File.ReadAllText(Path.Combine(Folder, file)), new EventOrigin(new SignalId("m-1"), new TopicArn("aws", "eu-west-1", "123456789012", "checkout-alarms"), publishedAt, _ => false));
}
