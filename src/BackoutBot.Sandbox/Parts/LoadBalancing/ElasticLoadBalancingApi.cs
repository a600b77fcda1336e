using System.Globalization;
using System.Xml.Linq;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Story;
using BackoutBot.Sandbox.Wire;

namespace BackoutBot.Sandbox.Parts.LoadBalancing;

/// <summary>Elastic Load Balancing v2, API version 2015-12-01.</summary>
internal sealed class ElasticLoadBalancingApi(Scenario scenario, Pace pace, TargetHealths health)
{
    private const int PageSize = 400;

    public AwsApi Describe() => new()
    {
        SigningName = "elasticloadbalancing",
        Name = "elasticloadbalancing",
        Protocol = WireProtocol.Query,
        Version = "2015-12-01",
        Namespace = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
        Operations =
        [
            new("DescribeTargetGroups", Mutating: false, ["LoadBalancerArn", "TargetGroupArns", "Names", "Marker", "PageSize"], DescribeTargetGroups),
            new("DescribeTargetHealth", Mutating: false, ["TargetGroupArn", "Targets"], DescribeTargetHealth),
            new("DescribeListeners", Mutating: false, ["LoadBalancerArn", "ListenerArns", "Marker", "PageSize"], DescribeListeners),
            new("DescribeRules", Mutating: false, ["ListenerArn", "RuleArns", "Marker", "PageSize"], DescribeRules),
            new("DescribeTags", Mutating: false, ["ResourceArns"], DescribeTags),
            new("CreateRule", Mutating: true, ["ListenerArn", "Conditions", "Priority", "Actions", "Tags"], CreateRule) { Resource = request => request.Query!["ListenerArn"] },
            new("SetRulePriorities", Mutating: true, ["RulePriorities"], SetRulePriorities) { Resource = request => request.Query!["RulePriorities.member.1.RuleArn"] },
            new("DeleteRule", Mutating: true, ["RuleArn"], DeleteRule) { Resource = request => request.Query!["RuleArn"] },
        ],
    };

    private XmlReply DescribeTargetGroups(OperationCall call)
    {
        var (arns, names, balancer) = (call.Query.List("TargetGroupArns"), call.Query.List("Names"), call.Query["LoadBalancerArn"]);
        var all = scenario.LoadBalancer.TargetGroups.ToList();
        if (arns.Exists(a => !all.Exists(g => g.Arn == a)) || names.Exists(n => !all.Exists(g => g.Name == n)))
        {
            throw new AwsException("TargetGroupNotFound", "One or more target groups not found");
        }

        RequireLoadBalancer(balancer);
        var asked = all.FindAll(g => (arns.Count == 0 || arns.Contains(g.Arn)) && (names.Count == 0 || names.Contains(g.Name)) && (balancer is null || health.IsAttached(call.State, g)));
        var (page, next) = Paged(asked, call.Query);
        return new XmlReply(Xml.Structures("TargetGroups", page.Select(group => TargetGroup(call.State, group))), Xml.Field("NextMarker", next));
    }

    private object?[] TargetGroup(AccountState state, TargetGroup group) =>
    [
        Xml.Field("TargetGroupArn", group.Arn),
        Xml.Field("TargetGroupName", group.Name),
        Xml.Field("Protocol", group.Protocol),
        Xml.Field("Port", group.Port),
        Xml.Field("VpcId", scenario.LoadBalancer.VpcId),
        Xml.Field("HealthCheckProtocol", group.HealthCheck.Protocol ?? group.Protocol),
        Xml.Field("HealthCheckPort", "traffic-port"),
        Xml.Field("HealthCheckEnabled", group.HealthCheck.Enabled),
        Xml.Field("HealthCheckIntervalSeconds", group.HealthCheck.IntervalSeconds),
        Xml.Field("HealthCheckTimeoutSeconds", group.HealthCheck.TimeoutSeconds),
        Xml.Field("HealthyThresholdCount", group.HealthCheck.HealthyThreshold),
        Xml.Field("UnhealthyThresholdCount", group.HealthCheck.UnhealthyThreshold),
        Xml.Field("HealthCheckPath", group.HealthCheck.Path),
        new XElement("Matcher", Xml.Field("HttpCode", group.HealthCheck.Matcher)),
        Xml.List("LoadBalancerArns", health.IsAttached(state, group) ? [scenario.LoadBalancer.Arn] : []),
        Xml.Field("TargetType", "instance"),
        Xml.Field("ProtocolVersion", "HTTP1"),
        Xml.Field("IpAddressType", "ipv4"),
    ];

    private XmlReply DescribeTargetHealth(OperationCall call)
    {
        var arn = call.Query.Required("TargetGroupArn");
        var group = scenario.LoadBalancer.TargetGroups.FirstOrDefault(g => g.Arn == arn) ?? throw new AwsException("TargetGroupNotFound", "One or more target groups not found");
        var targets = health.Of(call.State, group);
        var asked = call.Query.Structures("Targets").ConvertAll(t => t.Required("Id"));
        if (asked.Find(id => targets.All(target => target.Id != id)) is { } unknown)
        {
            throw new AwsException("InvalidTarget", $"The following targets are not registered: {unknown}");
        }

        return new XmlReply(Xml.Structures("TargetHealthDescriptions", targets.Where(target => asked.Count == 0 || asked.Contains(target.Id)).Select(target => new object?[]
        {
            new XElement("Target", Xml.Field("Id", target.Id), Xml.Field("Port", group.Port)),
            Xml.Field("HealthCheckPort", group.Port),
            new XElement("TargetHealth", Xml.Field("State", target.State), Xml.Field("Reason", target.Why?.Code), Xml.Field("Description", target.Why?.Description)),
        })));
    }

    private XmlReply DescribeListeners(OperationCall call)
    {
        var (arns, balancer) = (call.Query.List("ListenerArns"), call.Query["LoadBalancerArn"]);
        if (arns.Count == 0 && balancer is null)
        {
            throw new AwsException("ValidationError", "You must specify either listener ARNs or a load balancer ARN");
        }

        RequireLoadBalancer(balancer);
        foreach (var arn in arns)
        {
            Listener(arn);
        }

        var (page, next) = Paged(scenario.LoadBalancer.Listeners.FindAll(l => arns.Count == 0 || arns.Contains(scenario.ListenerArn(l))), call.Query);
        return new XmlReply(Xml.Structures("Listeners", page.Select(listener => new object?[]
        {
            Xml.Field("ListenerArn", scenario.ListenerArn(listener)),
            Xml.Field("LoadBalancerArn", scenario.LoadBalancer.Arn),
            Xml.Field("Port", listener.Port),
            Xml.Field("Protocol", listener.Protocol),
            listener.CertificateArn is { } certificate ? Xml.Structures("Certificates", [[Xml.Field("CertificateArn", certificate)]]) : null,
            listener.CertificateArn is null ? null : Xml.Field("SslPolicy", "ELBSecurityPolicy-TLS13-1-2-2021-06"),
            Xml.Structures("DefaultActions", [DefaultAction(listener)]),
        })), Xml.Field("NextMarker", next));
    }

    private XmlReply DescribeRules(OperationCall call)
    {
        var (arns, listenerArn) = (call.Query.List("RuleArns"), call.Query["ListenerArn"]);
        if ((arns.Count == 0) == (listenerArn is null))
        {
            throw new AwsException("ValidationError", "You must specify either listener rule ARNs or a listener ARN");
        }

        var all = (listenerArn is null ? scenario.LoadBalancer.Listeners : [Listener(listenerArn)])
            .SelectMany(l => call.State.Rules.Where(r => r.ListenerArn == scenario.ListenerArn(l) && IsListed(r, call.Now)).OrderBy(r => r.Priority).Select(r => (r.Arn, Members: Rule(r))).Append((Arn: DefaultRuleArn(l), Members: DefaultRule(l))))
            .ToList();
        if (arns.Exists(a => !all.Exists(r => r.Arn == a)))
        {
            throw RuleNotFound();
        }

        var (page, next) = Paged(all.FindAll(r => arns.Count == 0 || arns.Contains(r.Arn)), call.Query);
        return new XmlReply(Xml.Structures("Rules", page.Select(r => r.Members)), Xml.Field("NextMarker", next));
    }

    private bool IsListed(RuleState rule, DateTimeOffset now) =>
        rule.ListedFrom <= now && !(rule.RemovedAt is { } removed && removed + pace.Of(scenario.LoadBalancer.Seconds.Listed) <= now);

    private XmlReply DescribeTags(OperationCall call)
    {
        var arns = call.Query.List("ResourceArns");
        if (arns.Count is 0 or > 20)
        {
            throw new AwsException("ValidationError", "1 validation error detected: Value at 'resourceArns' failed to satisfy constraint: Member must have 1 to 20 items");
        }

        return new XmlReply(Xml.Structures("TagDescriptions", arns.Select(arn => new object?[]
        {
            Xml.Field("ResourceArn", arn),
            Xml.Structures("Tags", TagsOf(call.State, arn).Select(t => new object?[] { Xml.Field("Key", t.Key), Xml.Field("Value", t.Value) })),
        })));
    }

    private Dictionary<string, string> TagsOf(AccountState state, string arn)
    {
        if (state.Rules.Find(r => r.Arn == arn) is { } rule)
        {
            return rule.Tags;
        }

        var known = arn == scenario.LoadBalancer.Arn || scenario.LoadBalancer.TargetGroups.Any(g => arn == g.Arn)
            || scenario.LoadBalancer.Listeners.Exists(l => arn == scenario.ListenerArn(l) || arn == DefaultRuleArn(l));
        return known ? [] : throw (arn.Contains(":listener-rule/", StringComparison.Ordinal) ? RuleNotFound() : new AwsException("LoadBalancerNotFound", $"'{arn}' not found"));
    }

    private XmlReply CreateRule(OperationCall call)
    {
        var listener = Listener(call.Query.Required("ListenerArn"));
        var listenerArn = scenario.ListenerArn(listener);
        call.Query.Required("Priority");
        var priority = call.Query.Integer("Priority")!.Value;
        if (priority is < 1 or > 50000)
        {
            throw new AwsException("ValidationError", $"1 validation error detected: Value '{priority}' at 'priority' failed to satisfy constraint: Member must be between 1 and 50000");
        }

        var conditions = RuleParameters.Conditions(call.Query);
        var action = RuleParameters.Action(call.Query, scenario);
        var tags = RuleParameters.Tags(call.Query);
        if (call.State.StandingRules.Any(r => r.ListenerArn == listenerArn && r.Priority == priority))
        {
            throw new AwsException("PriorityInUse", $"Priority '{priority}' is currently in use");
        }

        var rule = new RuleState
        {
            Arn = $"{listenerArn.Replace(":listener/", ":listener-rule/", StringComparison.Ordinal)}/{call.State.NewRuleId()}",
            ListenerArn = listenerArn,
            Priority = priority,
            Conditions = conditions,
            Action = action,
            Tags = tags,
            ListedFrom = call.Now + pace.Of(scenario.LoadBalancer.Seconds.Listed),
        };
        call.State.Rules.RemoveAll(r => r.RemovedAt is not null && !IsListed(r, call.Now));
        call.State.Rules.Add(rule);
        var evidence = tags.Count > 0 ? string.Join(", ", tags.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}={t.Value}")) : $"priority {priority}";
        call.Did($"add rule {priority} ({action.Type}) to {listenerArn}", rule.Arn, evidence);
        return new XmlReply(Xml.Structures("Rules", [Rule(rule)]));
    }

    // All of it or nothing: what counts is that the new order has no number twice.
    private XmlReply SetRulePriorities(OperationCall call)
    {
        var wanted = call.Query.Structures("RulePriorities").ConvertAll(pair => (Arn: pair.Required("RuleArn"), Priority: pair.Integer("Priority") ?? 0));
        if (wanted.Count == 0 || wanted.Exists(pair => pair.Priority is < 1 or > 50000))
        {
            throw new AwsException("ValidationError", "1 validation error detected: Value at 'rulePriorities' failed to satisfy constraint: each must have a priority between 1 and 50000");
        }

        if (wanted.Find(pair => scenario.LoadBalancer.Listeners.Exists(l => DefaultRuleArn(l) == pair.Arn)).Arn is { } standard)
        {
            throw new AwsException("OperationNotPermitted", $"The priority of the default rule '{standard}' cannot be set");
        }

        var rules = wanted.ConvertAll(pair => (Rule: call.State.StandingRules.FirstOrDefault(rule => rule.Arn == pair.Arn) ?? throw RuleNotFound(), pair.Priority));
        var listener = rules[0].Rule.ListenerArn;
        if (rules.Exists(pair => pair.Rule.ListenerArn != listener))
        {
            throw new AwsException("ValidationError", "Rules must belong to the same listener");
        }

        var after = call.State.StandingRules.Where(rule => rule.ListenerArn == listener)
            .Select(rule => rules.Find(pair => pair.Rule == rule) is { Rule: not null } moved ? moved.Priority : rule.Priority);
        if (after.GroupBy(priority => priority).FirstOrDefault(same => same.Count() > 1)?.Key is { } twice)
        {
            throw new AwsException("PriorityInUse", $"Priority '{twice}' is currently in use");
        }

        foreach (var (rule, priority) in rules)
        {
            rule.Priority = priority;
        }

        var order = string.Join(", ", rules.Select(pair => $"{pair.Rule.Arn.Split('/')[^1]}={pair.Priority}"));
        call.Did($"set the priorities of {rules.Count} rules of {listener}", listener, order);
        return new XmlReply(Xml.Structures("Rules", rules.Select(pair => Rule(pair.Rule))));
    }

    private XmlReply DeleteRule(OperationCall call)
    {
        var arn = call.Query.Required("RuleArn");
        if (scenario.LoadBalancer.Listeners.Exists(l => DefaultRuleArn(l) == arn))
        {
            throw new AwsException("OperationNotPermitted", "Default rule '" + arn + "' cannot be deleted");
        }

        var rule = call.State.StandingRules.FirstOrDefault(r => r.Arn == arn) ?? throw RuleNotFound();
        rule.RemovedAt = call.Now;
        call.Did($"remove rule {rule.Priority} from {rule.ListenerArn}", arn, arn);
        return new XmlReply();
    }

    private static object?[] Rule(RuleState rule) =>
    [
        Xml.Field("RuleArn", rule.Arn),
        Xml.Field("Priority", rule.Priority.ToString(CultureInfo.InvariantCulture)),
        Xml.Structures("Conditions", rule.Conditions.Select(c => new object?[]
        {
            Xml.Field("Field", c.Field),
            Xml.List("Values", c.Values),
            new XElement(c.Field == "path-pattern" ? "PathPatternConfig" : "HostHeaderConfig", Xml.List("Values", c.Values)),
        })),
        Xml.Structures("Actions", [Action(rule.Action)]),
        Xml.Field("IsDefault", false),
    ];

    private static object?[] Action(RuleAction action) => action.Type == "forward"
        ? Forward([(action.TargetGroupArn!, 1)])
        :
        [
            Xml.Field("Type", action.Type),
            Xml.Field("Order", 1),
            new XElement("FixedResponseConfig", Xml.Field("MessageBody", action.MessageBody), Xml.Field("StatusCode", action.StatusCode), Xml.Field("ContentType", action.ContentType)),
        ];

    private object?[] DefaultRule(Listener listener) =>
    [
        Xml.Field("RuleArn", DefaultRuleArn(listener)),
        Xml.Field("Priority", "default"),
        new XElement("Conditions"),
        Xml.Structures("Actions", [DefaultAction(listener)]),
        Xml.Field("IsDefault", true),
    ];

    private object?[] DefaultAction(Listener listener) => scenario.LoadBalancer.ForwardsOf(listener) is { Count: > 0 } forwards
        ? Forward([.. forwards.Select(to => (scenario.LoadBalancer.TargetGroups.First(group => group.Name == to.TargetGroup).Arn, to.Weight))])
        :
        [
            Xml.Field("Type", "redirect"),
            Xml.Field("Order", 1),
            new XElement(
                "RedirectConfig",
                Xml.Field("Protocol", "HTTPS"),
                Xml.Field("Port", "443"),
                Xml.Field("Host", "#{host}"),
                Xml.Field("Path", "/#{path}"),
                Xml.Field("Query", "#{query}"),
                Xml.Field("StatusCode", "HTTP_301")),
        ];

    // "TargetGroupArn … only when you want to route to a single target group": Action in the API reference.
    private static object?[] Forward((string Arn, int Weight)[] groups) =>
    [
        Xml.Field("Type", "forward"),
        Xml.Field("TargetGroupArn", groups is [var only] ? only.Arn : null),
        Xml.Field("Order", 1),
        new XElement("ForwardConfig", Xml.Structures("TargetGroups", groups.Select(group => new object?[] { Xml.Field("TargetGroupArn", group.Arn), Xml.Field("Weight", group.Weight) }))),
    ];

    private string DefaultRuleArn(Listener listener) =>
        scenario.ListenerArn(listener).Replace(":listener/", ":listener-rule/", StringComparison.Ordinal) + "/" + new string([.. listener.Id.Reverse()]);

    private Listener Listener(string arn) => scenario.LoadBalancer.Listeners.Find(l => scenario.ListenerArn(l) == arn)
        ?? throw new AwsException("ListenerNotFound", "One or more listeners not found");

    private void RequireLoadBalancer(string? arn)
    {
        if (arn is not null && arn != scenario.LoadBalancer.Arn)
        {
            throw new AwsException("LoadBalancerNotFound", "One or more load balancers not found");
        }
    }

    private static (List<T> Items, string? Next) Paged<T>(List<T> all, QueryParameters query) => (query.Integer("PageSize") ?? PageSize) is >= 1 and <= PageSize and var size
        ? Page.Of(all, query["Marker"], size, "ValidationError")
        : throw new AwsException("ValidationError", $"1 validation error detected: Value at 'pageSize' failed to satisfy constraint: Member must be between 1 and {PageSize}");

    private static AwsException RuleNotFound() => new("RuleNotFound", "One or more rules not found");
}
