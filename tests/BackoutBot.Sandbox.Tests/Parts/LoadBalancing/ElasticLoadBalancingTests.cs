using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Parts.LoadBalancing;

public sealed class ElasticLoadBalancingTests : IAsyncLifetime
{
    private const string Service = "elasticloadbalancing";
    private SandboxHost sandbox = null!;
    private SignedClient exec = null!;

    public async Task InitializeAsync()
    {
        sandbox = await SandboxHost.StartAsync();
        exec = await sandbox.AsAsync("bo-exec");
    }

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Fact]
    public async Task Given_the_group_when_described_then_health_check_targets_and_listeners_are_told()
    {
        var group = (await exec.QueryAsync(Service, "DescribeTargetGroups", ("Names.member.1", "checkout-api-prod"))).Ok();
        Assert.Equal(("/healthz", "10", "2"), (group.Text("HealthCheckPath"), group.Text("HealthCheckIntervalSeconds"), group.Text("UnhealthyThresholdCount")));

        var health = (await exec.QueryAsync(Service, "DescribeTargetHealth", ("TargetGroupArn", group.Text("TargetGroupArn")))).Ok();
        Assert.Equal(Enumerable.Repeat("healthy", 8), health.Texts("State"));
        var one = (await exec.QueryAsync(Service, "DescribeTargetHealth", ("TargetGroupArn", group.Text("TargetGroupArn")), ("Targets.member.1.Id", "i-0c0ffee0000000003"))).Ok();
        Assert.Equal(["i-0c0ffee0000000003"], one.Texts("Id"));

        var balancer = group.Xml.Descendants().Single(e => e.Name.LocalName == "LoadBalancerArns").Value;
        var listeners = (await exec.QueryAsync(Service, "DescribeListeners", ("LoadBalancerArn", balancer))).Ok();
        Assert.Equal(["forward", "redirect"], listeners.Texts("Type"));
    }

    [Fact]
    public async Task Given_a_maintenance_rule_when_made_read_and_removed_then_it_comes_and_goes()
    {
        var listener = await ListenerAsync();
        var rule = (await CreateAsync(listener)).Ok();
        Assert.Equal(["1"], rule.Texts("Priority"));
        Assert.Equal("Back soon", rule.Text("MessageBody"));

        var rules = (await exec.QueryAsync(Service, "DescribeRules", ("ListenerArn", listener))).Ok();
        Assert.Equal(["1", "default"], rules.Texts("Priority"));
        var tags = (await exec.QueryAsync(Service, "DescribeTags", ("ResourceArns.member.1", rule.Text("RuleArn")))).Ok();
        Assert.Equal(("backout", "BO-1/s1"), (tags.Text("Key"), tags.Text("Value")));

        (await exec.QueryAsync(Service, "DeleteRule", ("RuleArn", rule.Text("RuleArn")))).Ok();
        Assert.Equal("RuleNotFound", (await exec.QueryAsync(Service, "DeleteRule", ("RuleArn", rule.Text("RuleArn")))).Code);
        Assert.Equal(["default"], (await exec.QueryAsync(Service, "DescribeRules", ("ListenerArn", listener))).Ok().Texts("Priority"));
    }

    [Fact]
    public async Task Given_a_taken_priority_when_a_rule_is_made_then_it_is_in_use()
    {
        var listener = await ListenerAsync();
        (await CreateAsync(listener)).Ok();
        var refused = await CreateAsync(listener);
        Assert.Equal((400, "PriorityInUse"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Given_priorities_when_set_then_rules_change_places_at_once_and_none_has_a_number_twice()
    {
        var listener = await ListenerAsync();
        var first = (await CreateAsync(listener)).Ok().Text("RuleArn");
        var second = (await CreateAsync(listener, "2")).Ok().Text("RuleArn");

        (await SetAsync((first, "2"), (second, "1"))).Ok();
        Assert.Equal([second, first], (await exec.QueryAsync(Service, "DescribeRules", ("ListenerArn", listener))).Ok().Texts("RuleArn").Take(2));

        Assert.Equal("PriorityInUse", (await SetAsync((first, "1"))).Code);
        Assert.Equal("RuleNotFound", (await SetAsync(("arn:other", "9"))).Code);
        Assert.Equal("ValidationError", (await SetAsync((first, "0"))).Code);
        Assert.Equal("OperationNotPermitted", (await SetAsync(((await exec.QueryAsync(Service, "DescribeRules", ("ListenerArn", listener))).Ok().Texts("RuleArn").Last(), "9"))).Code);
    }

    [Theory]
    [InlineData("DescribeTargetGroups", "Names.member.1", "other", "TargetGroupNotFound")]
    [InlineData("DescribeTargetHealth", "TargetGroupArn", "arn:other", "TargetGroupNotFound")]
    [InlineData("DescribeListeners", "LoadBalancerArn", "arn:other", "LoadBalancerNotFound")]
    [InlineData("DescribeRules", "ListenerArn", "arn:other", "ListenerNotFound")]
    [InlineData("DescribeRules", "RuleArns.member.1", "arn:other", "RuleNotFound")]
    [InlineData("DescribeTags", "ResourceArns.member.1", "arn:x:listener-rule/other", "RuleNotFound")]
    [InlineData("DeleteRule", "RuleArn", "arn:other", "RuleNotFound")]
    public async Task Given_something_unknown_when_called_then_the_service_says_what(string operation, string parameter, string value, string code)
    {
        var refused = await exec.QueryAsync(Service, operation, (parameter, value));
        Assert.Equal((400, code), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Given_the_default_rule_when_removed_then_it_is_not_permitted()
    {
        var rule = (await exec.QueryAsync(Service, "DescribeRules", ("ListenerArn", await ListenerAsync()))).Ok().Text("RuleArn");
        Assert.Equal("OperationNotPermitted", (await exec.QueryAsync(Service, "DeleteRule", ("RuleArn", rule))).Code);
    }

    [Fact]
    public async Task Given_a_content_type_that_is_none_when_one_of_those_listed_is_used_then_the_rule_is_made()
    {
        var listener = await ListenerAsync();
        string[] known = Advised.By((await CreateAsync(listener, type: "text/yaml")).Text("Message"), "'*' is not a valid content type; use one of *")[1].Split(", ");

        (await CreateAsync(listener, type: known[0])).Ok();
    }

    private Task<Answer> SetAsync(params (string Rule, string Priority)[] pairs) => exec.QueryAsync(
        Service,
        "SetRulePriorities",
        [.. pairs.SelectMany((pair, index) => new[] { ($"RulePriorities.member.{index + 1}.RuleArn", pair.Rule), ($"RulePriorities.member.{index + 1}.Priority", pair.Priority) })]);

    private Task<Answer> CreateAsync(string listener, string priority = "1", string type = "text/html") => exec.QueryAsync(
        Service,
        "CreateRule",
        ("ListenerArn", listener),
        ("Priority", priority),
        ("Conditions.member.1.Field", "path-pattern"),
        ("Conditions.member.1.PathPatternConfig.Values.member.1", "/*"),
        ("Actions.member.1.Type", "fixed-response"),
        ("Actions.member.1.FixedResponseConfig.StatusCode", "503"),
        ("Actions.member.1.FixedResponseConfig.ContentType", type),
        ("Actions.member.1.FixedResponseConfig.MessageBody", "Back soon"),
        ("Tags.member.1.Key", "backout"),
        ("Tags.member.1.Value", "BO-1/s1"));

    private async Task<string> ListenerAsync()
    {
        var balancer = (await exec.QueryAsync(Service, "DescribeTargetGroups")).Ok().Xml.Descendants().Single(e => e.Name.LocalName == "LoadBalancerArns").Value;
        return (await exec.QueryAsync(Service, "DescribeListeners", ("LoadBalancerArn", balancer))).Ok().Text("ListenerArn");
    }
}
