namespace Amazon.ElasticLoadBalancingV2.Model;

public class SetRulePrioritiesRequest : AmazonWebServiceRequest
{
    public List<RulePriorityPair> RulePriorities { get; set; }
}

public class SetRulePrioritiesResponse : AmazonWebServiceResponse
{
    public List<Rule> Rules { get; set; }
}

public class RulePriorityPair
{
    public string RuleArn { get; set; }

    public int? Priority { get; set; }
}
