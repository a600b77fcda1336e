namespace Amazon.ElasticLoadBalancingV2.Model;

public class DescribeListenersRequest : AmazonWebServiceRequest
{
    public string LoadBalancerArn { get; set; }

    public List<string> ListenerArns { get; set; }

    public string Marker { get; set; }

    public int? PageSize { get; set; }
}

public class DescribeListenersResponse : AmazonWebServiceResponse
{
    public List<Listener> Listeners { get; set; }

    public string NextMarker { get; set; }
}

public class Listener
{
    public string ListenerArn { get; set; }

    public string LoadBalancerArn { get; set; }

    public int? Port { get; set; }

    public ProtocolEnum Protocol { get; set; }

    public List<Action> DefaultActions { get; set; }
}
