using System.Text.Json.Serialization;

namespace BackoutBot.Core.Ids;

/// <summary>Names one inbound signal: the SNS message id, or what stands for it.</summary>
/// <param name="Value">The identifier as people read it.</param>
[JsonConverter(typeof(IdJsonConverter<SignalId>))]
public readonly record struct SignalId(string Value) : IId<SignalId>
{
    /// <inheritdoc />
    public static SignalId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
