using BackoutBot.Core.Actions;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>The description by which the bot finds its own deployments: CreateDeployment takes no client token.</summary>
internal static class DeploymentDescription
{
    /// <summary>How the description of each of the bot's own deployments begins.</summary>
    public const string Prefix = "bo:";

    /// <summary>The description of the deployment of one attempt.</summary>
    public static string Of(IdempotencyKey key) => Prefix + key.Value;

    /// <summary>The key of the attempt that made the deployment; null where the bot did not make it.</summary>
    public static IdempotencyKey? KeyIn(string? description) =>
        description?.StartsWith(Prefix, StringComparison.Ordinal) == true ? new IdempotencyKey(description[Prefix.Length..]) : null;

    /// <summary>Whether it describes a deployment that a step of the backout made.</summary>
    public static bool IsOf(string? description, ActionContext context) => KeyIn(description) is { } key && context.Keys.Contains(key);
}
