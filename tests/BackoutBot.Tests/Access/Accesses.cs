using BackoutBot.Aws.Access;
using BackoutBot.Aws.Plan;
using BackoutBot.Aws.Sns;

namespace BackoutBot.Tests.Access;

/// <summary>What each folder of the bot says that it needs.</summary>
internal static class Accesses
{
    /// <summary>By the namespace of the code that needs it.</summary>
    public static IReadOnlyList<(string Folder, AwsAccess Access)> All { get; } =
        [.. AwsParts.All.Select(part => (part.GetType().Namespace!, part.Access)), (typeof(SnsAccess).Namespace!, SnsAccess.Needed)];

    public static IEnumerable<AccessStatement> Looks => All.SelectMany(one => one.Access.Looks);

    public static IEnumerable<AccessStatement> Acts => All.SelectMany(one => one.Access.Acts);
}
