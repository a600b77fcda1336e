namespace BackoutBot.Aws.Parts.Dns;

/// <summary>Near what a record set is: a region, a local zone or a point; a bias makes its area larger or smaller.</summary>
internal sealed record RecordProximity(string? AwsRegion, string? LocalZoneGroup, string? Latitude, string? Longitude, int? Bias)
{
    /// <inheritdoc />
    public override string ToString() => $"near {AwsRegion ?? LocalZoneGroup ?? $"{Latitude} {Longitude}"}{(Bias is { } bias and not 0 ? $", bias {bias}" : "")}";
}
