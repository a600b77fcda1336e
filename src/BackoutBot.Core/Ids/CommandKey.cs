using System.Text.Json.Serialization;

namespace BackoutBot.Core.Ids;

/// <summary>Names one inbound command or report, so that handling it twice has the effect of handling it once.</summary>
/// <param name="Value">The identifier as people read it.</param>
[JsonConverter(typeof(IdJsonConverter<CommandKey>))]
public readonly record struct CommandKey(string Value) : IId<CommandKey>
{
    /// <inheritdoc />
    public static CommandKey From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
