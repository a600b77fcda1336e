using System.Text.Json.Serialization;

namespace BackoutBot.Core.Ids;

/// <summary>Names a step within one plan, such as <c>dns</c>.</summary>
/// <param name="Value">The identifier as people read it.</param>
[JsonConverter(typeof(IdJsonConverter<StepId>))]
public readonly record struct StepId(string Value) : IId<StepId>
{
    /// <inheritdoc />
    public static StepId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
