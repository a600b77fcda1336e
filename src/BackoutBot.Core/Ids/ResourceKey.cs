using System.Text.Json.Serialization;

namespace BackoutBot.Core.Ids;

/// <summary>Names a monitored resource as the plan files and the intake both spell it, such as <c>aws:codedeploy:123456789012:eu-west-1:shop/prod</c>.</summary>
/// <param name="Value">The identifier as people read it.</param>
[JsonConverter(typeof(IdJsonConverter<ResourceKey>))]
public readonly record struct ResourceKey(string Value) : IId<ResourceKey>
{
    /// <inheritdoc />
    public static ResourceKey From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
