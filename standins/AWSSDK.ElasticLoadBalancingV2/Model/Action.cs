namespace Amazon.ElasticLoadBalancingV2.Model;

public class Action
{
    public ActionTypeEnum Type { get; set; }

    public string TargetGroupArn { get; set; }

    public int? Order { get; set; }

    public FixedResponseActionConfig FixedResponseConfig { get; set; }

    public ForwardActionConfig ForwardConfig { get; set; }
}

public class FixedResponseActionConfig
{
    public string MessageBody { get; set; }

    public string StatusCode { get; set; }

    public string ContentType { get; set; }
}

public class ForwardActionConfig
{
    public List<TargetGroupTuple> TargetGroups { get; set; }
}

public class TargetGroupTuple
{
    public string TargetGroupArn { get; set; }

    public int? Weight { get; set; }
}
