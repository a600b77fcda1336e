using BackoutBot.Aws.Access;

namespace BackoutBot.Aws.Parts.Alarms;

/// <summary>What the bot must be allowed with CloudWatch.</summary>
internal static class AlarmAccess
{
    public static AwsAccess Needed { get; } = new()
    {
        Looks =
        [
            new("LookAtAlarms", ["cloudwatch:DescribeAlarms", "cloudwatch:GetAlarmMuteRule", "cloudwatch:ListAlarmMuteRules"], "*")
            {
                Because = "DescribeAlarms can't be narrowed to what is described where that is a composite alarm, and whoever makes a mute rule gives it its name.",
            },
        ],
    };
}
