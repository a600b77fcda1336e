namespace Amazon.ElasticLoadBalancingV2.Model;

public class DescribeTagsRequest : AmazonWebServiceRequest
{
    public List<string> ResourceArns { get; set; }
}

public class DescribeTagsResponse : AmazonWebServiceResponse
{
    public List<TagDescription> TagDescriptions { get; set; }
}

public class TagDescription
{
    public string ResourceArn { get; set; }

    public List<Tag> Tags { get; set; }
}

public class Tag
{
    public string Key { get; set; }

    public string Value { get; set; }
}
