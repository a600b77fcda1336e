using System.Text.Json;
using BackoutBot.Aws.Parts.Alarms;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Parts.News;
using BackoutBot.Core.Intake;

namespace BackoutBot.Aws.Events;

/// <summary>Tells AWS's events apart by their structure, and has them read. Whatever the text is, it answers; it never throws.</summary>
internal static class AwsEventReader
{
    private const string Alarms = "CloudWatch alarms";
    private const string Deployments = "CodeDeploy deployments";
    private const string Stacks = "CloudFormation stacks";
    private const string Environments = "Elastic Beanstalk environments";
    private const string Databases = "RDS databases";
    private const string Groups = "Auto Scaling groups";

    public static IntakeReading Read(string message, EventOrigin origin)
    {
        try
        {
            if (StackNews.IsOfStack(message))
            {
                return StackNews.ReadText(message, origin) with { About = Stacks };
            }

            if (EnvironmentNews.IsOfEnvironment(message))
            {
                return EnvironmentNews.ReadText(message, origin) with { About = Environments };
            }

            var root = JsonElement.Parse(message);
            return root.ValueKind == JsonValueKind.Object
                ? ReadObject(root, origin)
                : Unread("The message is JSON, but not an object.", "something that is no event of AWS's");
        }
        catch (JsonException)
        {
            return Unread("The message is not JSON, and no event of AWS's that this version reads is plain text of that form.", "plain text");
        }
        catch (InvalidOperationException)
        {
            return Unread("The message holds text that is not valid Unicode.", "text that is not valid Unicode");
        }
    }

    private static IntakeReading ReadObject(JsonElement root, EventOrigin origin)
    {
        // A notification rule of the developer tools spells the type otherwise.
        if ((root.Text("detail-type") ?? root.Text("detailType")) is { } detailType && root.Text("source") is { } source)
        {
            return ReadEvent(root, source, detailType, origin);
        }

        if (root.Text("AlarmName") is not null)
        {
            return CloudWatchAlarmMessage.Read(root, origin) with { About = Alarms };
        }

        if (root.Text("deploymentId") is not null && root.Text("eventTriggerName") is not null)
        {
            return CodeDeployTriggerMessage.Read(root, origin) with { About = Deployments };
        }

        if (root.Text("Event Source") is not null && root.Text("Event Message") is not null)
        {
            return DatabaseNews.ReadNotification(root, origin) with { About = Databases };
        }

        return root.Text("AutoScalingGroupName") is not null && root.Text("Event") is not null
            ? AutoScalingNews.ReadNotification(root, origin) with { About = Groups }
            : Unread("A JSON message of a form that this version does not read.", "JSON of an unknown form");
    }

    private static IntakeReading ReadEvent(JsonElement root, string source, string detailType, EventOrigin origin) => source switch
    {
        "aws.cloudwatch" => CloudWatchAlarmEvent.Read(root, detailType, origin) with { About = Alarms },
        "aws.codedeploy" => CodeDeployEvent.Read(root, detailType, origin) with { About = Deployments },
        "aws.elasticbeanstalk" => EnvironmentNews.Read(root, origin) with { About = Environments },
        "aws.cloudformation" => StackNews.Read(root, detailType, origin) with { About = Stacks },
        "aws.ecs" => EcsNews.Read(root, detailType, origin) with { About = "ECS services" },
        "aws.codepipeline" => PipelineNews.Read(root, detailType, origin) with { About = "pipelines" },
        "aws.rds" => DatabaseNews.Read(root, origin) with { About = Databases },
        "aws.autoscaling" => AutoScalingNews.Read(root, detailType, origin) with { About = Groups },
        _ => Unread($"An EventBridge event of {LogText.Clip(source)} ({LogText.Clip(detailType)}), which this version does not read.", $"{LogText.Clip(source)} ({LogText.Clip(detailType)})"),
    };

    private static IntakeReading.Unrecognised Unread(string reason, string about) => new(reason) { About = about, CanBeListed = false };
}
