using System.Text.Json.Serialization;

namespace BackoutBot.Core.Ids;

/// <summary>Names a service, as its plan file does: lower-case letters, digits and hyphens.</summary>
/// <param name="Value">The identifier as people read it.</param>
[JsonConverter(typeof(IdJsonConverter<ServiceId>))]
public readonly record struct ServiceId(string Value) : IId<ServiceId>
{
    /// <inheritdoc />
    public static ServiceId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
