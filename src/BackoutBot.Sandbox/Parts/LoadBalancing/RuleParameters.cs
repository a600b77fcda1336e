using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Wire;

namespace BackoutBot.Sandbox.Parts.LoadBalancing;

/// <summary>What CreateRule is given, checked as Elastic Load Balancing checks it.</summary>
internal static class RuleParameters
{
    // FixedResponseActionConfig in the API reference.
    private const int LongestBody = 1024;
    private static readonly string[] ContentTypes = ["text/plain", "text/css", "text/html", "application/javascript", "application/json"];

    public static List<RuleCondition> Conditions(QueryParameters query)
    {
        var conditions = query.Structures("Conditions").ConvertAll(Condition);
        return conditions.Count > 0 ? conditions : throw new AwsException("ValidationError", "A condition must be specified");
    }

    public static RuleAction Action(QueryParameters query, Scenario scenario)
    {
        var actions = query.Structures("Actions");
        if (actions.Count != 1)
        {
            throw new AwsException("ValidationError", "The sandbox simulates rules with exactly one action.");
        }

        var action = actions[0];
        return action.Required("Type") switch
        {
            "fixed-response" => FixedResponse(action),
            "forward" when scenario.LoadBalancer.TargetGroups.Any(group => group.Arn == action["TargetGroupArn"]) => new RuleAction("forward", action["TargetGroupArn"], null, null, null),
            "forward" => throw new AwsException("TargetGroupNotFound", "One or more target groups not found"),
            var type => throw new AwsException("ValidationError", $"The sandbox simulates the actions fixed-response and forward, not {type}."),
        };
    }

    public static Dictionary<string, string> Tags(QueryParameters query)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in query.Structures("Tags"))
        {
            if (!tags.TryAdd(tag.Required("Key"), tag["Value"] ?? ""))
            {
                throw new AwsException("DuplicateTagKeys", "A tag key was specified more than once");
            }
        }

        return tags.Count <= 50 ? tags : throw new AwsException("TooManyTags", "You've reached the limit on the number of tags for this resource");
    }

    private static RuleCondition Condition(QueryParameters condition)
    {
        var field = condition.Required("Field");
        var config = field switch
        {
            "path-pattern" => "PathPatternConfig",
            "host-header" => "HostHeaderConfig",
            _ => throw new AwsException("ValidationError", $"The sandbox simulates the conditions path-pattern and host-header, not {field}."),
        };
        var (values, configured) = (condition.List("Values"), condition.Below(config).List("Values"));
        if ((values.Count == 0) == (configured.Count == 0))
        {
            throw new AwsException("ValidationError", $"A condition must have either Values or {config}.Values");
        }

        return new RuleCondition(field, values.Count > 0 ? values : configured);
    }

    private static RuleAction FixedResponse(QueryParameters action)
    {
        var config = action.Below("FixedResponseConfig");
        var (status, type, body) = (config.Required("StatusCode"), config["ContentType"], config["MessageBody"]);
        if (status.Length != 3 || status[0] is not ('2' or '4' or '5') || !status.All(char.IsAsciiDigit))
        {
            throw new AwsException("ValidationError", $"1 validation error detected: Value '{status}' at 'actions.1.member.fixedResponseConfig.statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(2|4|5)\\d\\d$");
        }

        if (type is not null && !ContentTypes.Contains(type))
        {
            throw new AwsException("ValidationError", $"'{type}' is not a valid content type; use one of {string.Join(", ", ContentTypes)}");
        }

        return body is null || body.Length <= LongestBody
            ? new RuleAction("fixed-response", null, status, type ?? "text/plain", body)
            : throw new AwsException("ValidationError", $"1 validation error detected: Value at 'actions.1.member.fixedResponseConfig.messageBody' failed to satisfy constraint: Member must have length less than or equal to {LongestBody}");
    }
}
