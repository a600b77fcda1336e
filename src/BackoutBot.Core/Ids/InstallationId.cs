using System.Text.Json.Serialization;

namespace BackoutBot.Core.Ids;

/// <summary>Names one installation of the bot, with all processes that share its store: 8 characters, made once and kept there.</summary>
/// <param name="Value">Eight of <c>0</c> to <c>9</c> and <c>a</c> to <c>f</c>.</param>
[JsonConverter(typeof(IdJsonConverter<InstallationId>))]
public readonly record struct InstallationId(string Value) : IId<InstallationId>
{
    /// <inheritdoc />
    public static InstallationId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
