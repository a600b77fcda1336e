using System.Text.Json.Serialization;

namespace BackoutBot.Core.Ids;

/// <summary>The deterministic key that one attempt at a step carries to AWS, such as <c>bo-checkout-api-17-dns-1</c>.</summary>
/// <param name="Value">The identifier as people read it.</param>
[JsonConverter(typeof(IdJsonConverter<IdempotencyKey>))]
public readonly record struct IdempotencyKey(string Value) : IId<IdempotencyKey>
{
    /// <inheritdoc />
    public static IdempotencyKey From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
