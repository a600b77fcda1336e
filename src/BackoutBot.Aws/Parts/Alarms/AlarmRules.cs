using BackoutBot.PlanFiles;

namespace BackoutBot.Aws.Parts.Alarms;

/// <summary>How an alarm's name looks.</summary>
internal static class AlarmRules
{
    public static TextRule Name { get; } = new("an alarm's name", "^(?!arn:)", "write the alarm's name and not its ARN, at most 255 characters") { MaxLength = 255 };
}
