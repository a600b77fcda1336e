using System.Text.Json.Nodes;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Runbooks;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Runbooks;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>
/// The maintenance page by hand. A page that a person shows carries the bot's tag, so that the bot finds it, and takes only pages with its
/// service's tag away, as the bot does.
/// </summary>
internal static class PageRunbook
{
    /// <summary>Shows the page on each listener.</summary>
    public static StepRunbook Show(MaintenanceInput page, BackoutId backout, ServiceId service, AwsService resources) => Of(page, resources, (listener, account) =>
    [
        Look(listener, account, "which rules has the listener? Where one of them answers 503 to everything already, leave it"),

        new RunbookLine(
            $"In account {account.Id}: only where a rule has priority 1: make room before it; the rules keep their order",
            $"rules=$({AwsCommandLine.Call(account, "elbv2 describe-rules", ("listener-arn", listener), ("query", "Rules[?!IsDefault].[Priority,RuleArn]"), ("output", "text"))}) && gap=1 && "
            + "while echo \"$rules\" | grep -q \"^$gap[[:space:]]\"; do gap=$((gap + 1)); done; "
            + $"[ $gap = 1 ] || {AwsCommandLine.Call(account, "elbv2 set-rule-priorities")} --rule-priorities $(echo \"$rules\" | awk -v gap=$gap '$1 < gap {{ print \"RuleArn=\" $2 \",Priority=\" $1 + 1 }}')",
            Changes: true),

        // Before all others: one less than the lowest number, or 1 where there is only the default rule.
        new RunbookLine(
            $"In account {account.Id}: show {service}'s page on {listener}",
            $"lowest=$({AwsCommandLine.Call(account, "elbv2 describe-rules", ("listener-arn", listener), ("query", "min(Rules[?!IsDefault].to_number(Priority))"), ("output", "text"))}) && "
            + $"{Create(page, listener, backout, account)} --priority \"$([ \"$lowest\" = None ] && echo 1 || echo $((${{lowest%.*}} - 1)))\"",
            Changes: true),
        Look(listener, account, "see that a rule with fixed-response is there, before all others"),
    ]);

    /// <summary>Takes the service's page away from each listener.</summary>
    public static StepRunbook Hide(MaintenanceInput page, ServiceId service, AwsService resources) => Of(page, resources, (listener, account) =>
    [
        Look(listener, account, "which rules has the listener? Where none is fixed-response, it shows no page"),
        new RunbookLine(
            $"In account {account.Id}: take {service}'s page away from {listener}; it prints the rules that it deletes, which are those tagged as this service's, and gives rules of others that had made room their numbers back",
            $"for rule in $({AwsCommandLine.Call(account, "elbv2 describe-rules", ("listener-arn", listener), ("query", "Rules[?!IsDefault].RuleArn"), ("output", "text"))}); do "
            + $"owner=$({AwsCommandLine.Call(account, "elbv2 describe-tags", ("query", $"TagDescriptions[].Tags[?Key==`{PageRules.BackoutTag}`].Value"), ("output", "text"))} --resource-arns \"$rule\"); "
            + $"if [ -n \"$owner\" ] && [ \"${{owner%-*}}\" = {ShellText.Word(SessionText.Tag(service.Value))} ]; then echo \"$rule\"; "
            + $"before=$({AwsCommandLine.Call(account, "elbv2 describe-tags", ("query", $"TagDescriptions[].Tags[?Key==`{PageRules.BeforeTag}`].Value"), ("output", "text"))} --resource-arns \"$rule\"); "
            + $"{AwsCommandLine.Call(account, "elbv2 delete-rule")} --rule-arn \"$rule\"; "
            + $"[ -z \"$before\" ] || {AwsCommandLine.Call(account, "elbv2 set-rule-priorities")} --rule-priorities $({AwsCommandLine.Call(account, "elbv2 describe-rules", ("listener-arn", listener), ("query", "Rules[?!IsDefault].[Priority,RuleArn]"), ("output", "text"))} "
            + "| awk -v before=\"$before\" '$1 > 1 && $1 <= before + 1 { print \"RuleArn=\" $2 \",Priority=\" $1 - 1 }'); fi; done",
            Changes: true),
        Look(listener, account, "see that no rule with fixed-response is left; one that is was put up by somebody else"),
    ]);

    private static StepRunbook Of(MaintenanceInput page, AwsService resources, Func<string, AwsAccount, RunbookLine[]> lines) => new(
        [.. page.Listeners.Select(listener => ConsoleLinks.Listener(resources.AccountOf(listener), listener))],
        [.. page.Listeners.SelectMany(listener => lines(listener, resources.AccountOf(listener)))]);

    private static RunbookLine Look(string listener, AwsAccount account, string purpose) => new(
        $"In account {account.Id}: {purpose}",
        AwsCommandLine.Call(account, "elbv2 describe-rules", ("listener-arn", listener), ("query", "Rules[].[Priority,Actions[-1].Type,RuleArn]"), ("output", "text")),
        Changes: false);

    private static string Create(MaintenanceInput page, string listener, BackoutId backout, AwsAccount account) => AwsCommandLine.Call(
        account,
        "elbv2 create-rule",
        ("listener-arn", listener),
        ("conditions", AwsCommandLine.Structure(new JsonArray(new JsonObject { ["Field"] = "path-pattern", ["PathPatternConfig"] = new JsonObject { ["Values"] = new JsonArray("/*") } }))),
        ("actions", AwsCommandLine.Structure(new JsonArray(new JsonObject
        {
            ["Type"] = "fixed-response",
            ["FixedResponseConfig"] = new JsonObject { ["StatusCode"] = "503", ["ContentType"] = "text/html", ["MessageBody"] = page.Html },
        }))),
        ("tags", AwsCommandLine.Structure(new JsonArray(new JsonObject { ["Key"] = PageRules.BackoutTag, ["Value"] = SessionText.Tag(backout.Value) }))));
}
