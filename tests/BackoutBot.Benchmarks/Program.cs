using System.CommandLine;
using BackoutBot.Benchmarks;

return await BenchmarksCommand.Create().Parse(args).InvokeAsync();
