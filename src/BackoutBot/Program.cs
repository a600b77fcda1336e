using BackoutBot.CommandLine;
using BackoutBot.Hosting;
using BackoutBot.Operations;
using BackoutBot.People;
using BackoutBot.PlanFiles;

// The host's own lifetime handles the signals, so that requests in flight may end.
return await BackoutBotCommand.Create(RunAsync).Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = null });

static Task<int> RunAsync(HostArguments arguments) => StartGuard.RunAsync(
    async () =>
    {
        WebApplicationBuilder builder = BackoutBotHost.CreateBuilder(arguments);
        _ = builder.AddObservability().AddPeople().AddPlanFiles();

        await using WebApplication app = builder.Build().ValidateSettings();
        _ = app.MapOperations();
        await app.RunAsync();
    },
    Console.Error);
