using System.Text.Json.Serialization;

namespace BackoutBot.Core.Ids;

/// <summary>Names a step within one plan, such as <c>dns</c>.</summary>
/// <param name="Value">The identifier as people read it.</param>
[JsonConverter(typeof(IdJsonConverter<StepId>))]
public readonly record struct StepId(string Value) : IId<StepId>
{
    /// <summary>Whether a text from outside can be one: ASCII letters, digits, dots, underscores and hyphens, at most 100, a letter or digit first.</summary>
    public static bool Fits(string? text) => text is { Length: > 0 and <= 100 } && char.IsAsciiLetterOrDigit(text[0]) && text.All(one => char.IsAsciiLetterOrDigit(one) || one is '.' or '_' or '-');

    /// <inheritdoc />
    public static StepId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
