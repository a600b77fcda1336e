namespace BackoutBot.Aws.Parts.Alarms;

/// <summary>
/// A CloudWatch alarm's ARN, taken apart. Messages name the region for people ("EU (Ireland)"), so it comes from here; an alarm's name
/// may itself hold colons and spaces.
/// </summary>
internal readonly record struct AlarmArn(string Region, string Account, string Name)
{
    public static AlarmArn? Parse(string? arn)
    {
        if (arn is null)
        {
            return null;
        }

        // arn:partition:cloudwatch:region:account:alarm:name
        var parts = arn.Split(':', 7);
        return parts is ["arn", _, "cloudwatch", { Length: > 0 } region, { Length: > 0 } account, "alarm", { Length: > 0 } name]
            ? new AlarmArn(region, account, name)
            : null;
    }
}
