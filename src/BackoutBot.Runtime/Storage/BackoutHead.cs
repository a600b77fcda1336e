using System.Globalization;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Ids;

namespace BackoutBot.Runtime.Storage;

/// <summary>What is asked for often about a backout.</summary>
/// <param name="Id">The backout.</param>
/// <param name="Service">Its service.</param>
/// <param name="Number">Its number among the service's backouts, 1 or more.</param>
/// <param name="Phase">The innermost phase.</param>
/// <param name="IsOpen">Whether more is to come.</param>
/// <param name="Version">The version of its latest entry.</param>
public sealed record BackoutHead(BackoutId Id, ServiceId Service, int Number, BackoutPhase Phase, bool IsOpen, long Version)
{
    /// <summary>The name of the service's backout of that number, such as <c>checkout-api-17</c>.</summary>
    public static BackoutId IdOf(ServiceId service, int number) => new($"{service}-{number}");

    /// <summary>The service in a backout's name.</summary>
    public static ServiceId ServiceOf(BackoutId id) => new(id.Value[..Math.Max(0, id.Value.LastIndexOf('-'))]);

    /// <summary>The number in a backout's name.</summary>
    /// <exception cref="FormatException">The name does not end in a number.</exception>
    public static int NumberOf(BackoutId id) =>
        int.Parse(id.Value.AsSpan(id.Value.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture);
}
