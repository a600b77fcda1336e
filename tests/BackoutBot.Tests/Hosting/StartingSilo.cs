using System.Reflection;
using Orleans.Runtime;

namespace BackoutBot.Tests.Hosting;

/// <summary>A silo of which nothing but its status is asked.</summary>
public class StartingSilo : DispatchProxy
{
    public SiloStatus Status { get; set; } = SiloStatus.Joining;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Status;
}
