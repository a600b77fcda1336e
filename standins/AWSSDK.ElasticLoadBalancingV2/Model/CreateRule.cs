namespace Amazon.ElasticLoadBalancingV2.Model;

public class CreateRuleRequest : AmazonWebServiceRequest
{
    public string ListenerArn { get; set; }

    public List<RuleCondition> Conditions { get; set; }

    public int? Priority { get; set; }

    public List<Action> Actions { get; set; }

    public List<Tag> Tags { get; set; }
}

public class CreateRuleResponse : AmazonWebServiceResponse
{
    public List<Rule> Rules { get; set; }
}
