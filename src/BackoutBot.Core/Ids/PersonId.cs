using System.Text.Json.Serialization;

namespace BackoutBot.Core.Ids;

/// <summary>Names a person across all chat platforms, such as <c>alice</c>.</summary>
/// <param name="Value">The identifier as people read it.</param>
[JsonConverter(typeof(IdJsonConverter<PersonId>))]
public readonly record struct PersonId(string Value) : IId<PersonId>
{
    /// <inheritdoc />
    public static PersonId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
