namespace BackoutBot.Aws.Resources;

/// <summary>Something that a service has on AWS, as its plan file names it.</summary>
public abstract record AwsResource
{
    /// <summary>The name by which steps refer to it.</summary>
    public required string Id { get; init; }

    /// <summary>Where it is.</summary>
    public required AwsAccount Account { get; init; }
}
