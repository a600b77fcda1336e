using System.Text.Json.Serialization;

namespace BackoutBot.Core.Ids;

/// <summary>Names one backout: the service and its running number, such as <c>checkout-api-17</c>.</summary>
/// <param name="Value">The identifier as people read it.</param>
[JsonConverter(typeof(IdJsonConverter<BackoutId>))]
public readonly record struct BackoutId(string Value) : IId<BackoutId>
{
    /// <summary>Whether a text from outside can be one: lower-case letters, digits and hyphens, at most 100, no hyphen first.</summary>
    public static bool Fits(string? text) => text is { Length: > 0 and <= 100 } && text[0] is not '-' && text.All(one => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one is '-');

    /// <inheritdoc />
    public static BackoutId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
