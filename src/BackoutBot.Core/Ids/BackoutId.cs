using System.Text.Json.Serialization;

namespace BackoutBot.Core.Ids;

/// <summary>Names one backout: the service and its running number, such as <c>checkout-api-17</c>.</summary>
/// <param name="Value">The identifier as people read it.</param>
[JsonConverter(typeof(IdJsonConverter<BackoutId>))]
public readonly record struct BackoutId(string Value) : IId<BackoutId>
{
    /// <inheritdoc />
    public static BackoutId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
