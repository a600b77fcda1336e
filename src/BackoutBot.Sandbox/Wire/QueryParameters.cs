using System.Globalization;

namespace BackoutBot.Sandbox.Wire;

/// <summary>The parameters of a query request, or those below one member of a list; and those of a request that can be put like one.</summary>
/// <param name="all">Every value by its whole name.</param>
/// <param name="prefix">What the names here begin with.</param>
/// <param name="kinds">What each was sent as, where the protocol tells; a query request's values are all text.</param>
internal sealed class QueryParameters(IReadOnlyDictionary<string, string> all, string prefix = "", IReadOnlyDictionary<string, ParameterKind>? kinds = null)
{
    /// <summary>The names at the top level, without indices.</summary>
    public IEnumerable<string> TopLevelNames => all.Keys.Select(k => k.Split('.')[0]).Distinct(StringComparer.Ordinal);

    public string? this[string name] => Value(name, ParameterKind.Text);

    public string Required(string name) => this[name] is { Length: > 0 } value ? value : throw Missing(name);

    public int? Integer(string name) => Value(name, ParameterKind.Integer) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw new AwsException("MalformedInput", $"'{text}' is not a valid Integer for {prefix}{name}"),
    };

    public bool? Boolean(string name) => Value(name, ParameterKind.Boolean) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var text => throw new AwsException("MalformedInput", $"'{text}' is not a valid Boolean for {prefix}{name}"),
    };

    public DateTimeOffset? Time(string name) => Value(name, ParameterKind.Time) switch
    {
        null => null,
        var text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) => at,
        var text => throw new AwsException("MalformedInput", $"'{text}' is not a valid Timestamp for {prefix}{name}"),
    };

    /// <summary>A list of scalars: <c>Name.member.1</c>, or with another item name where the service has one.</summary>
    public List<string> List(string name, string item = "member") =>
        [.. Indices(name, item).Select(i => this[$"{name}.{item}.{i}"]).OfType<string>()];

    /// <summary>A list of structures: <c>Name.member.1.Field</c>.</summary>
    public List<QueryParameters> Structures(string name, string item = "member") =>
        [.. Indices(name, item).Select(i => Below($"{name}.{item}.{i}"))];

    /// <summary>The parameters below a structure.</summary>
    public QueryParameters Below(string name) => new(all, $"{prefix}{name}.", kinds);

    public bool Has(string name) => this[name] is not null || all.Keys.Any(k => k.StartsWith($"{prefix}{name}.", StringComparison.Ordinal));

    public static AwsException Missing(string name) => CommonErrors.Invalid(
        $"1 validation error detected: Value null at '{char.ToLowerInvariant(name[0])}{name[1..]}' failed to satisfy constraint: Member must not be null");

    private string? Value(string name, ParameterKind kind)
    {
        Check(name, kind);
        return all.GetValueOrDefault(prefix + name);
    }

    private void Check(string name, ParameterKind kind)
    {
        if (kinds is not null && kinds.TryGetValue(prefix + name, out var sent) && sent != kind)
        {
            throw CommonErrors.Unreadable($"{prefix}{name} must be of type {kind}, not {sent}.");
        }
    }

    private IEnumerable<int> Indices(string name, string item)
    {
        Check(name, ParameterKind.List);
        var start = $"{prefix}{name}.{item}.";
        return all.Keys.Where(k => k.StartsWith(start, StringComparison.Ordinal))
            .Select(k => int.TryParse(k[start.Length..].Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var i) ? i : -1)
            .Where(i => i > 0).Distinct().Order();
    }
}
