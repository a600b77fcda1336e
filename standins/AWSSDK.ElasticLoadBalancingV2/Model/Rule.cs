namespace Amazon.ElasticLoadBalancingV2.Model;

public class Rule
{
    public string RuleArn { get; set; }

    public string Priority { get; set; }

    public List<RuleCondition> Conditions { get; set; }

    public List<Action> Actions { get; set; }

    public bool? IsDefault { get; set; }
}

public class RuleCondition
{
    public string Field { get; set; }

    public List<string> Values { get; set; }

    public PathPatternConditionConfig PathPatternConfig { get; set; }
}

public class PathPatternConditionConfig
{
    public List<string> Values { get; set; }
}
