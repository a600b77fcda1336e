namespace Amazon.CloudWatch.Model;

public class MetricDataQuery
{
    public string Id { get; set; }

    public MetricStat MetricStat { get; set; }

    public string Label { get; set; }

    public int? Period { get; set; }

    public bool? ReturnData { get; set; }
}

public class MetricStat
{
    public Metric Metric { get; set; }

    public int? Period { get; set; }

    public string Stat { get; set; }
}

public class Metric
{
    public string Namespace { get; set; }

    public string MetricName { get; set; }

    public List<Dimension> Dimensions { get; set; }
}

public class Dimension
{
    public string Name { get; set; }

    public string Value { get; set; }
}
