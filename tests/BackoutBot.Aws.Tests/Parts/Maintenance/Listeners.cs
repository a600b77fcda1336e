using System.Text.Json.Nodes;
using Amazon.ElasticLoadBalancingV2.Model;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Tests.Parts.Maintenance;

/// <summary>Reads and prepares the rules of the sandbox's listeners.</summary>
internal static class Listeners
{
    internal static async Task<IReadOnlyList<JsonNode>> RulesAsync(AwsWorld world) =>
        [.. (await world.StateAsync())["rules"]!.AsArray().Select(rule => rule!)];

    /// <summary>The rules of the listener in their order, those of others by their ARN.</summary>
    internal static async Task<IEnumerable<string>> OrderAsync(AwsWorld world, string[] others) =>
        (await RulesAsync(world)).Where(rule => (string)rule["listener"]! == CheckoutApi.HttpsListener).OrderBy(rule => (int)rule["priority"]!).Select(rule => others.Contains((string)rule["arn"]!) ? (string)rule["arn"]! : "page");

    internal static async Task<IEnumerable<int>> PrioritiesAsync(AwsWorld world) =>
        (await RulesAsync(world)).Where(rule => (string)rule["listener"]! == CheckoutApi.HttpsListener).Select(rule => (int)rule["priority"]!).Order();

    internal static async Task<string> RuleAsync(AwsWorld world, int priority, string statusCode = "403", string path = "/admin/*")
    {
        var made = await world.Somebody.LoadBalancing.CreateRuleAsync(new CreateRuleRequest
        {
            ListenerArn = CheckoutApi.HttpsListener,
            Priority = priority,
            Conditions = [new RuleCondition { Field = "path-pattern", PathPatternConfig = new PathPatternConditionConfig { Values = [path] } }],
            Actions = [new Amazon.ElasticLoadBalancingV2.Model.Action { Type = "fixed-response", FixedResponseConfig = new FixedResponseActionConfig { StatusCode = statusCode, ContentType = "text/plain", MessageBody = "no" } }],
        });
        return made.Rules.Single().RuleArn;
    }

    /// <summary>Another installation of the bot put its page up, for a backout of the same name; the ARN of its first rule.</summary>
    internal static async Task<string> OfAnotherInstallationAsync(AwsWorld world)
    {
        var own = world.Installation.Id;
        world.Installation.Id = new InstallationId("0ther123");
        await world.StartedAsync(await world.ApprovedAsync(MaintenanceOnAction.ActionName));
        world.Installation.Id = own;
        return (string)(await RulesAsync(world))[0]["arn"]!;
    }

    /// <summary>An earlier backout of the service put its page up, and nobody took it away.</summary>
    internal static async Task LeftBehindAsync(AwsWorld world) =>
        await world.StartedAsync(await world.ApprovedAsync(MaintenanceOnAction.ActionName) with { Backout = new BackoutId("checkout-api-0") });
}
