using BackoutBot.Aws.Events;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Signals;

namespace BackoutBot.Aws.Tests.Parts.News;

/// <summary>What is good news and what bad, beside the forms of the messages themselves.</summary>
public sealed class NewsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("from Ok to Severe", SignalKind.BadNews)]
    [InlineData("from Warning to Degraded", SignalKind.BadNews)]
    [InlineData("to Severe", SignalKind.BadNews)]
    [InlineData("from Ok to Warning", SignalKind.News)]
    [InlineData("from Severe to Ok", SignalKind.GoodNews)]
    [InlineData("from Ok to No Data", SignalKind.Informational)]
    [InlineData("from GREEN to RED", SignalKind.BadNews)]
    [InlineData("from GREEN to YELLOW", SignalKind.News)]
    [InlineData("from RED to GREEN", SignalKind.GoodNews)]
    public void Given_an_environment_whose_health_changes_then_what_customers_notice_is_bad(string change, SignalKind expected) =>
        Assert.Equal((expected, "environment checkout-prod, health"), Heard($"Timestamp: Wed Mar 04 12:00:00 UTC 2026\nMessage: Environment health has transitioned {change}. 100.0 % of the requests are failing.\n\nEnvironment: checkout-prod\nApplication: checkout-api\n"));

    [Theory]
    [InlineData("Failed to deploy application.", SignalKind.BadNews)]
    [InlineData("Unsuccessful command execution on instance id(s) 'i-1'. Aborting the operation.", SignalKind.BadNews)]
    [InlineData("Environment update completed successfully.", SignalKind.GoodNews)]
    [InlineData("Update environment operation is complete, but with errors. For more information, see troubleshooting documentation.", SignalKind.BadNews)]
    [InlineData("Added instance [i-1] to your environment.", SignalKind.Informational)]
    public void Given_a_change_of_an_environment_then_how_it_ended_is_told_apart_from_its_health(string told, SignalKind expected) =>
        Assert.Equal((expected, "environment checkout-prod, changes"), Heard($"Timestamp: Wed Mar 04 12:00:00 UTC 2026\nMessage: {told}\n\nEnvironment: checkout-prod\nApplication: checkout-api\n"));

    [Theory]
    [InlineData("UPDATE_FAILED", SignalKind.BadNews)]
    [InlineData("UPDATE_ROLLBACK_IN_PROGRESS", SignalKind.BadNews)]
    [InlineData("ROLLBACK_COMPLETE", SignalKind.BadNews)]
    [InlineData("DELETE_FAILED", SignalKind.BadNews)]
    [InlineData("UPDATE_IN_PROGRESS", SignalKind.News)]
    [InlineData("DELETE_COMPLETE", SignalKind.BadNews)]
    [InlineData("UPDATE_COMPLETE", SignalKind.GoodNews)]
    [InlineData("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", SignalKind.Informational)]
    public void Given_a_stack_s_state_then_what_failed_or_was_rolled_back_is_bad(string state, SignalKind expected) =>
        Assert.Equal((expected, "stack checkout-network"), Heard($$"""
            {"detail-type":"CloudFormation Stack Status Change","source":"aws.cloudformation","account":"123456789012","time":"2026-03-04T12:00:00Z","region":"eu-west-1",
            "detail":{"stack-id":"arn:aws:cloudformation:eu-west-1:123456789012:stack/checkout-network/1","status-details":{"status":"{{state}}","status-reason":""} } }
            """));

    [Theory]
    [InlineData("FAILED", SignalKind.BadNews)]
    [InlineData("SUCCEEDED", SignalKind.GoodNews)]
    [InlineData("STOPPED", SignalKind.News)]
    [InlineData("SUPERSEDED", SignalKind.Informational)]
    public void Given_an_execution_of_a_pipeline_then_its_failure_is_bad(string state, SignalKind expected) =>
        Assert.Equal((expected, "pipeline checkout-release"), Heard($$"""
            {"detail-type":"CodePipeline Pipeline Execution State Change","source":"aws.codepipeline","account":"123456789012","time":"2026-03-04T12:00:00Z","region":"eu-west-1",
            "detail":{"pipeline":"checkout-release","execution-id":"1","state":"{{state}}"} }
            """));

    [Theory]
    [InlineData("RDS-EVENT-0221", "availability", SignalKind.BadNews)]
    [InlineData("RDS-EVENT-0031", "failure", SignalKind.BadNews)]
    [InlineData("RDS-EVENT-9999", "low storage", SignalKind.BadNews)]
    [InlineData("RDS-EVENT-0003", "deletion", SignalKind.BadNews)]
    [InlineData("RDS-EVENT-0006", "availability", SignalKind.News)]
    [InlineData("RDS-EVENT-0002", "backup", SignalKind.Informational)]
    public void Given_an_event_of_a_database_then_what_a_person_must_mend_is_bad(string id, string category, SignalKind expected) =>
        Assert.Equal((expected, "database checkout-db"), Heard($$"""
            {"detail-type":"RDS DB Instance Event","source":"aws.rds","account":"123456789012","time":"2026-03-04T12:00:00Z","region":"eu-west-1",
            "detail":{"EventCategories":["{{category}}"],"SourceType":"DB_INSTANCE","SourceArn":"arn:aws:rds:eu-west-1:123456789012:db:checkout-db","Date":"2026-03-04T12:00:00Z","Message":"It happened.","EventID":"{{id}}"} }
            """));

    [Fact]
    public void Given_an_event_subscription_which_tells_no_category_then_the_event_s_id_counts() =>
        Assert.Equal((SignalKind.BadNews, "database checkout-db"), Heard("""
            {"Event Source":"db-instance","Event Time":"2026-03-04 12:00:00.000","Source ID":"checkout-db","Event ID":"http://docs.amazonwebservices.com/USER_Events.html#RDS-EVENT-0007","Event Message":"Allocated storage has been exhausted."}
            """));

    [Fact]
    public void Given_a_group_s_own_topic_when_an_instance_can_not_be_launched_then_it_is_bad_until_one_is() =>
        Assert.Equal([(SignalKind.BadNews, "Auto Scaling group checkout-web, launches"), (SignalKind.GoodNews, "Auto Scaling group checkout-web, launches")], [Heard(Launch("EC2_INSTANCE_LAUNCH_ERROR")), Heard(Launch("EC2_INSTANCE_LAUNCH"))]);

    [Fact]
    public void Given_an_ECS_service_by_its_old_ARN_then_its_cluster_is_taken_from_the_event() =>
        Assert.Equal((SignalKind.BadNews, "ECS service prod/checkout-api, tasks"), Heard("""
            {"detail-type":"ECS Service Action","source":"aws.ecs","account":"123456789012","time":"2026-03-04T12:00:00Z","region":"eu-west-1","resources":["arn:aws:ecs:eu-west-1:123456789012:service/checkout-api"],
            "detail":{"eventType":"ERROR","eventName":"SERVICE_TASK_PLACEMENT_FAILURE","clusterArn":"arn:aws:ecs:eu-west-1:123456789012:cluster/prod","createdAt":"2026-03-04T12:00:00Z"}}
            """));

    [Fact]
    public void Given_news_of_another_account_when_no_service_of_the_topic_lists_the_thing_then_they_are_not_believed() =>
        Assert.Contains("no plan file that names the topic lists it", Assert.IsType<IntakeReading.Unrecognised>(Read("""
            {"detail-type":"CodePipeline Pipeline Execution State Change","source":"aws.codepipeline","account":"999999999999","time":"2026-03-04T12:00:00Z","region":"eu-west-1","detail":{"pipeline":"checkout-release","state":"FAILED"}}
            """)).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"detail-type":"ECS Service Action","source":"aws.ecs","detail":{"eventName":"SERVICE_STEADY_STATE"}}""")]
    [InlineData("""{"detail-type":"ECS Service Action","source":"aws.ecs","detail":7,"resources":"x"}""")]
    [InlineData("""{"detail-type":"CloudFormation Stack Status Change","source":"aws.cloudformation","detail":{"stack-id":"arn:aws:s3:::x"}}""")]
    [InlineData("""{"detail-type":"RDS DB Instance Event","source":"aws.rds","detail":{}}""")]
    [InlineData("""{"detail-type":"Health status change","source":"aws.elasticbeanstalk","detail":{"EventDate":99999999999999999,"EnvironmentName":"x"}}""")]
    [InlineData("StackId='no arn'\nResourceStatus='UPDATE_FAILED'")]
    [InlineData("Timestamp: soon\nMessage: \nEnvironment: \n")]
    public void Given_a_message_that_lacks_what_it_must_have_then_nothing_is_made_of_it(string message) =>
        Assert.IsType<IntakeReading.Unrecognised>(Read(message));

    private static string Launch(string happened) =>
        $$"""{"Service":"AWS Auto Scaling","AutoScalingGroupName":"checkout-web","Event":"autoscaling:{{happened}}","AccountId":"123456789012","Time":"2026-03-04T12:00:00.000Z","StatusMessage":"You have requested more instances than your current limit."}""";

    private static (SignalKind Kind, string Subject) Heard(string message) =>
        Read(message) is IntakeReading.Event { Signal: { OccurredAt: var at } signal } && at == Noon ? (signal.Kind, signal.Subject) : throw new Xunit.Sdk.XunitException($"Not read, or not of noon: {Read(message)}");

    private static IntakeReading Read(string message) =>
        AwsEventReader.Read(message, new EventOrigin(new SignalId("m-1"), new TopicArn("aws", "eu-west-1", "123456789012", "checkout-alarms"), Noon.AddSeconds(20), _ => false));
}
