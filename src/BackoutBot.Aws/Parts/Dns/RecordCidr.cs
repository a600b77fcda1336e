namespace BackoutBot.Aws.Parts.Dns;

/// <summary>Which blocks of addresses a record set answers: a location of a CIDR collection.</summary>
internal sealed record RecordCidr(string CollectionId, string LocationName)
{
    /// <inheritdoc />
    public override string ToString() => $"CIDR location {LocationName}";
}
