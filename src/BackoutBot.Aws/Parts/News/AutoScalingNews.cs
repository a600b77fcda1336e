using System.Text.Json;
using BackoutBot.Aws.Events;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Signals;

namespace BackoutBot.Aws.Parts.News;

/// <summary>What Auto Scaling tells of a group's instances, by EventBridge or by the topic that the group notifies.</summary>
internal static class AutoScalingNews
{
    /// <summary>Reads an event of EventBridge's.</summary>
    public static IntakeReading Read(JsonElement message, string detailType, EventOrigin origin)
    {
        var detail = message.Object("detail");
        var (aspect, tone) = detailType switch
        {
            "EC2 Instance Launch Unsuccessful" => ("launches", SignalKind.BadNews),
            "EC2 Instance Launch Successful" => ("launches", SignalKind.GoodNews),
            "EC2 Instance Terminate Unsuccessful" => ("terminations", SignalKind.News),
            _ => ("instances", SignalKind.Informational),
        };
        return Of(origin, message.Text("account"), message.Text("region"), detail, aspect, tone, EventTime.Parse(detail.Text("EndTime") ?? message.Text("time")), detailType);
    }

    /// <summary>Reads what the group's own topic was told.</summary>
    public static IntakeReading ReadNotification(JsonElement message, EventOrigin origin)
    {
        var happened = message.Text("Event");
        var (aspect, tone) = happened switch
        {
            "autoscaling:EC2_INSTANCE_LAUNCH_ERROR" => ("launches", SignalKind.BadNews),
            "autoscaling:EC2_INSTANCE_LAUNCH" => ("launches", SignalKind.GoodNews),
            "autoscaling:EC2_INSTANCE_TERMINATE_ERROR" => ("terminations", SignalKind.News),
            _ => ("instances", SignalKind.Informational),
        };
        return Of(origin, message.Text("AccountId"), region: null, message, aspect, tone, EventTime.Parse(message.Text("Time") ?? message.Text("EndTime")), happened?[(happened.IndexOf(':', StringComparison.Ordinal) + 1)..]);
    }

    private static IntakeReading Of(EventOrigin origin, string? account, string? region, JsonElement of, string aspect, SignalKind tone, DateTimeOffset? happenedAt, string? told)
    {
        var details = new SignalDetails()
            .With("description", of.Text("Description"))
            .With("instance", of.Text("EC2InstanceId"))
            .With("reason", of.Text("StatusMessage") ?? of.Text("Cause"));
        return NewsSignal.Of(origin, account, region, NewsKind.AutoScalingGroup, of.Text("AutoScalingGroupName"), aspect, tone, happenedAt, told, details);
    }
}
