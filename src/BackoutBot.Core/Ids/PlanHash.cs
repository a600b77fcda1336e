using System.Text.Json.Serialization;

namespace BackoutBot.Core.Ids;

/// <summary>The content hash of a plan: lower-case hexadecimal SHA-256. An approval binds to it.</summary>
/// <param name="Value">The identifier as people read it.</param>
[JsonConverter(typeof(IdJsonConverter<PlanHash>))]
public readonly record struct PlanHash(string Value) : IId<PlanHash>
{
    /// <summary>Whether a text from outside can be one: 64 lower-case hexadecimal digits.</summary>
    public static bool Fits(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);

    /// <inheritdoc />
    public static PlanHash From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
