using Microsoft.Extensions.Hosting;

namespace BackoutBot.Console;

/// <summary>Tells the sandbox from everything that could be real.</summary>
internal static class SandboxEnvironment
{
    /// <summary>The host environment's name in which the simulated account is used.</summary>
    public const string Name = "Sandbox";

    public static bool IsSandbox(this IHostEnvironment environment) => environment.IsEnvironment(Name);
}
