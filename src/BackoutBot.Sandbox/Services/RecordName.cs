using BackoutBot.Sandbox.Account;

namespace BackoutBot.Sandbox.Services;

internal static class RecordName
{
    /// <summary>As Route 53 returns names: lower case, with the final dot.</summary>
    public static string Normalize(string name) => name.ToLowerInvariant().TrimEnd('.') + ".";
}

/// <summary>Where a record stands in Route 53's order: by the labels of its name from the last to the first, then type, then identifier.</summary>
internal sealed record RecordKey(string Name, string Type, string Identifier)
{
    private readonly string[] labels = [.. Name.TrimEnd('.').Split('.').Reverse()];

    public static RecordKey Of(RecordState record) => new(record.Name, record.Type, record.SetIdentifier ?? "");

    /// <returns>Below 0 when this stands before the other, above 0 when after.</returns>
    public int Compare(RecordKey other)
    {
        for (var i = 0; i < Math.Min(labels.Length, other.labels.Length); i++)
        {
            if (string.CompareOrdinal(labels[i], other.labels[i]) is not 0 and var difference)
            {
                return difference;
            }
        }

        if (labels.Length != other.labels.Length)
        {
            return labels.Length - other.labels.Length;
        }

        return string.CompareOrdinal(Type, other.Type) is not 0 and var types ? types : string.CompareOrdinal(Identifier, other.Identifier);
    }
}
