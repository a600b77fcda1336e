using System.Net;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using BackoutBot.StandIns.Tests.Wire;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;

namespace BackoutBot.StandIns.Tests;

public sealed class ElasticLoadBalancingV2Tests
{
    private const string Listener = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop-prod/50dc6c495c0c9188/f2f7dc8efc522ab2";
    private const string RuleArn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/shop-prod/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee";
    private const string Group = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/checkout-api-prod/73e2d6bc24d8a067";

    private const string MaintenanceRule =
        $"<member><RuleArn>{RuleArn}</RuleArn><Priority>1</Priority><IsDefault>false</IsDefault>"
        + "<Conditions><member><Field>path-pattern</Field><Values><member>/*</member></Values><PathPatternConfig><Values><member>/*</member></Values></PathPatternConfig></member></Conditions>"
        + "<Actions><member><Type>fixed-response</Type><Order>1</Order><FixedResponseConfig><StatusCode>503</StatusCode><ContentType>text/html</ContentType><MessageBody>&lt;p&gt;Back soon&lt;/p&gt;</MessageBody></FixedResponseConfig></member></Actions></member>";

    [Fact]
    public async Task Given_a_maintenance_rule_when_created_then_the_form_flattens_it_member_by_member()
    {
        await using var server = await WireServer.StartAsync(Result("CreateRule", $"<Rules>{MaintenanceRule}</Rules>"));
        using var client = Client(server);

        var response = await client.CreateRuleAsync(new CreateRuleRequest
        {
            ListenerArn = Listener,
            Priority = 1,
            Conditions = [new RuleCondition { Field = "path-pattern", PathPatternConfig = new PathPatternConditionConfig { Values = ["/*", "/a b&c"] } }],
            Actions = [new Action { Type = ActionTypeEnum.FixedResponse, Order = 1, FixedResponseConfig = new FixedResponseActionConfig { StatusCode = "503", ContentType = "text/html", MessageBody = "<p>Back soon + ü</p>" } }],
            Tags = [new Tag { Key = "bo:incident", Value = "INC-42" }],
        });

        var request = server.Request;
        Assert.Equal(("POST", "/", "eu-west-1/elasticloadbalancing"), (request.Method, request.Target, request.Scope));
        Assert.StartsWith("application/x-www-form-urlencoded", request.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal(
            Sorted(
                "Action=CreateRule", "Version=2015-12-01", $"ListenerArn={Listener}", "Priority=1",
                "Conditions.member.1.Field=path-pattern", "Conditions.member.1.PathPatternConfig.Values.member.1=/*", "Conditions.member.1.PathPatternConfig.Values.member.2=/a b&c",
                "Actions.member.1.Type=fixed-response", "Actions.member.1.Order=1", "Actions.member.1.FixedResponseConfig.StatusCode=503", "Actions.member.1.FixedResponseConfig.ContentType=text/html",
                "Actions.member.1.FixedResponseConfig.MessageBody=<p>Back soon + ü</p>", "Tags.member.1.Key=bo:incident", "Tags.member.1.Value=INC-42"),
            Sorted([.. request.Form]));
        Assert.Equal(WireAnswer.RequestId, response.ResponseMetadata.RequestId);
        AssertMaintenance(Assert.Single(response.Rules));
    }

    [Fact]
    public async Task Given_priorities_when_set_then_each_pair_is_a_member_and_the_rules_are_read()
    {
        await using var server = await WireServer.StartAsync(Result("SetRulePriorities", $"<Rules>{MaintenanceRule}</Rules>"));
        using var client = Client(server);

        var response = await client.SetRulePrioritiesAsync(new SetRulePrioritiesRequest { RulePriorities = [new RulePriorityPair { RuleArn = RuleArn, Priority = 1 }, new RulePriorityPair { RuleArn = RuleArn + "0", Priority = 2 }] });

        Assert.Equal(
            Sorted(
                "Action=SetRulePriorities", "Version=2015-12-01", $"RulePriorities.member.1.RuleArn={RuleArn}", "RulePriorities.member.1.Priority=1",
                $"RulePriorities.member.2.RuleArn={RuleArn}0", "RulePriorities.member.2.Priority=2"),
            Sorted([.. server.Request.Form]));
        AssertMaintenance(Assert.Single(response.Rules));
    }

    [Fact]
    public async Task Given_rules_when_described_then_conditions_actions_and_forward_weights_are_read()
    {
        await using var server = await WireServer.StartAsync(Result(
            "DescribeRules",
            $"""
            <Rules>{MaintenanceRule}<member><RuleArn>{RuleArn}0</RuleArn><Priority>default</Priority><IsDefault>true</IsDefault><Conditions/>
              <Actions><member><Type>forward</Type><TargetGroupArn>{Group}</TargetGroupArn><ForwardConfig><TargetGroups><member><TargetGroupArn>{Group}</TargetGroupArn><Weight>100</Weight></member></TargetGroups></ForwardConfig></member></Actions></member></Rules>
            <NextMarker>more</NextMarker>
            """));
        using var client = Client(server);

        var page = await client.DescribeRulesAsync(new DescribeRulesRequest { ListenerArn = Listener, RuleArns = [RuleArn], Marker = "from here", PageSize = 2 });

        Assert.Equal(Sorted("Action=DescribeRules", "Version=2015-12-01", $"ListenerArn={Listener}", $"RuleArns.member.1={RuleArn}", "Marker=from here", "PageSize=2"), Sorted([.. server.Request.Form]));
        Assert.Equal("more", page.NextMarker);
        AssertMaintenance(page.Rules[0]);
        var last = page.Rules[1];
        Assert.Equal(("default", true), (last.Priority, last.IsDefault));
        Assert.Null(last.Conditions);
        var forward = Assert.Single(last.Actions);
        Assert.Equal((ActionTypeEnum.Forward, Group), (forward.Type, forward.TargetGroupArn));
        Assert.Equal((Group, 100), (forward.ForwardConfig.TargetGroups[0].TargetGroupArn, forward.ForwardConfig.TargetGroups[0].Weight));
    }

    [Fact]
    public async Task Given_a_rule_to_delete_when_called_then_an_empty_result_is_enough()
    {
        await using var server = await WireServer.StartAsync(Result("DeleteRule", string.Empty));
        using var client = Client(server);

        var response = await client.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = RuleArn });

        Assert.Equal(Sorted("Action=DeleteRule", "Version=2015-12-01", $"RuleArn={RuleArn}"), Sorted([.. server.Request.Form]));
        Assert.Equal(WireAnswer.RequestId, response.ResponseMetadata.RequestId);
    }

    [Fact]
    public async Task Given_target_groups_when_described_then_the_health_check_is_read()
    {
        await using var server = await WireServer.StartAsync(Result(
            "DescribeTargetGroups",
            $"""
            <TargetGroups><member><TargetGroupArn>{Group}</TargetGroupArn><TargetGroupName>checkout-api-prod</TargetGroupName><Protocol>HTTP</Protocol><Port>8080</Port><TargetType>instance</TargetType>
            <HealthCheckEnabled>true</HealthCheckEnabled><HealthCheckProtocol>HTTP</HealthCheckProtocol><HealthCheckPort>traffic-port</HealthCheckPort><HealthCheckPath>/healthz</HealthCheckPath><HealthCheckIntervalSeconds>10</HealthCheckIntervalSeconds>
            <HealthCheckTimeoutSeconds>5</HealthCheckTimeoutSeconds><HealthyThresholdCount>3</HealthyThresholdCount><UnhealthyThresholdCount>2</UnhealthyThresholdCount><Matcher><HttpCode>200</HttpCode></Matcher>
            <LoadBalancerArns><member>arn:lb</member></LoadBalancerArns></member></TargetGroups><NextMarker>more</NextMarker>
            """));
        using var client = Client(server);

        var page = await client.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest { Names = ["checkout-api-prod"], TargetGroupArns = [], LoadBalancerArn = "arn:lb", Marker = "m", PageSize = 1 });

        Assert.Equal(Sorted("Action=DescribeTargetGroups", "Version=2015-12-01", "Names.member.1=checkout-api-prod", "TargetGroupArns=", "LoadBalancerArn=arn:lb", "Marker=m", "PageSize=1"), Sorted([.. server.Request.Form]));
        Assert.Equal("more", page.NextMarker);
        var group = Assert.Single(page.TargetGroups);
        Assert.Equal((Group, "checkout-api-prod", ProtocolEnum.HTTP, 8080, TargetTypeEnum.Instance), (group.TargetGroupArn, group.TargetGroupName, group.Protocol, group.Port, group.TargetType));
        Assert.Equal((true, ProtocolEnum.HTTP, "traffic-port", "/healthz", 10), (group.HealthCheckEnabled, group.HealthCheckProtocol, group.HealthCheckPort, group.HealthCheckPath, group.HealthCheckIntervalSeconds));
        Assert.Equal((5, 3, 2, "200"), (group.HealthCheckTimeoutSeconds, group.HealthyThresholdCount, group.UnhealthyThresholdCount, group.Matcher.HttpCode));
        Assert.NotEqual(ProtocolEnum.TCP, group.HealthCheckProtocol);
        Assert.Equal(["arn:lb"], group.LoadBalancerArns);
    }

    [Theory]
    [InlineData("initial"), InlineData("healthy"), InlineData("unhealthy"), InlineData("unhealthy.draining"), InlineData("unused"), InlineData("draining"), InlineData("unavailable")]
    public async Task Given_a_targets_health_when_described_then_state_reason_and_zone_are_read(string state)
    {
        await using var server = await WireServer.StartAsync(Result(
            "DescribeTargetHealth",
            $"""
            <TargetHealthDescriptions><member><HealthCheckPort>8080</HealthCheckPort><Target><Id>i-0c0ffee0000000001</Id><Port>8080</Port><AvailabilityZone>eu-west-1a</AvailabilityZone></Target>
            <TargetHealth><State>{state}</State><Reason>Target.ResponseCodeMismatch</Reason><Description>Health checks failed with these codes: [500]</Description></TargetHealth></member></TargetHealthDescriptions>
            """));
        using var client = Client(server);

        var health = Assert.Single((await client.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = Group, Targets = [new TargetDescription { Id = "i-0c0ffee0000000001", Port = 8080 }] })).TargetHealthDescriptions);

        Assert.Equal(Sorted("Action=DescribeTargetHealth", "Version=2015-12-01", $"TargetGroupArn={Group}", "Targets.member.1.Id=i-0c0ffee0000000001", "Targets.member.1.Port=8080"), Sorted([.. server.Request.Form]));
        Assert.Equal(("8080", "i-0c0ffee0000000001", 8080, "eu-west-1a"), (health.HealthCheckPort, health.Target.Id, health.Target.Port, health.Target.AvailabilityZone));
        TargetHealthStateEnum[] known = [TargetHealthStateEnum.Initial, TargetHealthStateEnum.Healthy, TargetHealthStateEnum.Unhealthy, TargetHealthStateEnum.UnhealthyDraining, TargetHealthStateEnum.Unused, TargetHealthStateEnum.Draining, TargetHealthStateEnum.Unavailable];
        Assert.Equal(state, Assert.Single(known, constant => constant == health.TargetHealth.State).Value);
        Assert.Equal(("Target.ResponseCodeMismatch", "Health checks failed with these codes: [500]"), (health.TargetHealth.Reason.Value, health.TargetHealth.Description));
    }

    [Fact]
    public async Task Given_listeners_when_described_then_port_protocol_and_default_actions_are_read()
    {
        await using var server = await WireServer.StartAsync(Result(
            "DescribeListeners",
            $"<Listeners><member><ListenerArn>{Listener}</ListenerArn><LoadBalancerArn>arn:lb</LoadBalancerArn><Port>443</Port><Protocol>HTTPS</Protocol><DefaultActions><member><Type>forward</Type><TargetGroupArn>{Group}</TargetGroupArn></member></DefaultActions></member></Listeners><NextMarker>more</NextMarker>"));
        using var client = Client(server);

        var page = await client.DescribeListenersAsync(new DescribeListenersRequest { LoadBalancerArn = "arn:lb", ListenerArns = [Listener], Marker = "m", PageSize = 5 });

        Assert.Equal(Sorted("Action=DescribeListeners", "Version=2015-12-01", "LoadBalancerArn=arn:lb", $"ListenerArns.member.1={Listener}", "Marker=m", "PageSize=5"), Sorted([.. server.Request.Form]));
        var listener = Assert.Single(page.Listeners);
        Assert.Equal((Listener, "arn:lb", 443, ProtocolEnum.HTTPS, Group, "more"), (listener.ListenerArn, listener.LoadBalancerArn, listener.Port, listener.Protocol, listener.DefaultActions[0].TargetGroupArn, page.NextMarker));
    }

    [Fact]
    public async Task Given_tags_when_described_then_each_resource_has_its_own()
    {
        await using var server = await WireServer.StartAsync(Result(
            "DescribeTags",
            $"<TagDescriptions><member><ResourceArn>{RuleArn}</ResourceArn><Tags><member><Key>bo:incident</Key><Value>INC-42</Value></member></Tags></member><member><ResourceArn>{Listener}</ResourceArn><Tags/></member></TagDescriptions>"));
        using var client = Client(server);

        var described = (await client.DescribeTagsAsync(new DescribeTagsRequest { ResourceArns = [RuleArn, Listener] })).TagDescriptions;

        Assert.Equal(Sorted("Action=DescribeTags", "Version=2015-12-01", $"ResourceArns.member.1={RuleArn}", $"ResourceArns.member.2={Listener}"), Sorted([.. server.Request.Form]));
        Assert.Equal((RuleArn, "bo:incident", "INC-42"), (described[0].ResourceArn, described[0].Tags[0].Key, described[0].Tags[0].Value));
        Assert.Null(described[1].Tags);
    }

    [Theory]
    [InlineData("RuleNotFound", typeof(RuleNotFoundException))]
    [InlineData("PriorityInUse", typeof(PriorityInUseException))]
    [InlineData("TargetGroupNotFound", typeof(TargetGroupNotFoundException))]
    [InlineData("ListenerNotFound", typeof(ListenerNotFoundException))]
    [InlineData("ValidationError", typeof(AmazonElasticLoadBalancingV2Exception))]
    public async Task Given_an_error_when_answered_then_it_is_thrown_as_its_type(string code, Type type)
    {
        await using var server = await WireServer.StartAsync(WireAnswer.XmlError(code, 400));
        using var client = Client(server);

        Func<Task> call = code == "RuleNotFound"
            ? () => client.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = RuleArn })
            : () => client.CreateRuleAsync(new CreateRuleRequest { ListenerArn = Listener });
        var thrown = Assert.IsAssignableFrom<AmazonElasticLoadBalancingV2Exception>(await Record.ExceptionAsync(call));

        Assert.IsType(type, thrown);
        Assert.Equal((code, "it is said here", WireAnswer.RequestId, HttpStatusCode.BadRequest), (thrown.ErrorCode, thrown.Message, thrown.RequestId, thrown.StatusCode));
    }

    private static AmazonElasticLoadBalancingV2Client Client(WireServer server) => new(WireServer.Credentials, server.Configure<AmazonElasticLoadBalancingV2Config>());

    private static WireAnswer Result(string operation, string result) =>
        WireAnswer.Query(operation, result, "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/");

    private static string[] Sorted(params string[] parameters) => [.. parameters.Order(StringComparer.Ordinal)];

    private static void AssertMaintenance(Rule rule)
    {
        Assert.Equal((RuleArn, "1", false), (rule.RuleArn, rule.Priority, rule.IsDefault));
        var condition = Assert.Single(rule.Conditions);
        Assert.Equal(("path-pattern", "/*", "/*"), (condition.Field, condition.Values[0], condition.PathPatternConfig.Values[0]));
        var action = Assert.Single(rule.Actions);
        Assert.Equal((ActionTypeEnum.FixedResponse, 1), (action.Type, action.Order));
        Assert.Equal(("503", "text/html", "<p>Back soon</p>"), (action.FixedResponseConfig.StatusCode, action.FixedResponseConfig.ContentType, action.FixedResponseConfig.MessageBody));
    }
}
