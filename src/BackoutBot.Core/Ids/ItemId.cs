using System.Text.Json.Serialization;

namespace BackoutBot.Core.Ids;

/// <summary>Names a checklist item by its stable number, such as <c>6.1</c>.</summary>
/// <param name="Value">The identifier as people read it.</param>
[JsonConverter(typeof(IdJsonConverter<ItemId>))]
public readonly record struct ItemId(string Value) : IId<ItemId>
{
    /// <inheritdoc />
    public static ItemId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
