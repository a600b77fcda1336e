using System.CommandLine;
using BackoutBot.Benchmarks;
using BenchmarkDotNet.Running;

if (args is ["--micro", .. var arguments])
{
    BenchmarkSwitcher.FromAssembly(typeof(BenchmarksCommand).Assembly).Run(arguments);
    return 0;
}

return await BenchmarksCommand.Create().Parse(args).InvokeAsync();
