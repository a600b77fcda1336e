using Microsoft.Extensions.Hosting;

namespace BackoutBot.Teams;

/// <summary>Tells the sandbox from everything that could be real.</summary>
internal static class SandboxEnvironment
{
    private const string Name = "Sandbox";

    public static bool IsSandbox(this IHostEnvironment environment) => environment.IsEnvironment(Name);
}
