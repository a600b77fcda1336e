using BackoutBot.Aws;
using BackoutBot.Aws.Sns;
using BackoutBot.CommandLine;
using BackoutBot.Console;
using BackoutBot.Hosting;
using BackoutBot.Hosting.Sandbox;
using BackoutBot.Operations;
using BackoutBot.People;
using BackoutBot.PlanFiles;
using BackoutBot.Runtime;
using BackoutBot.Slack;

// The host's own lifetime handles the signals, so that requests in flight may end.
return await BackoutBotCommand.Create(RunAsync).Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = null });

static Task<int> RunAsync(HostArguments arguments) => StartGuard.RunAsync(
    async () =>
    {
        WebApplicationBuilder builder = BackoutBotHost.CreateBuilder(arguments);
        _ = builder.AddObservability().AddPeople().AddPlanFiles().AddBackoutRuntime().AddAws().AddConsole().AddSlack().AddSandbox().AddOperations();

        await using WebApplication app = builder.Build().ValidateSettings();
        _ = app.MapSlack().MapSns().MapConsole();
        _ = app.MapSandbox().MapOperations();
        await app.RunAsync();
    },
    System.Console.Error);
