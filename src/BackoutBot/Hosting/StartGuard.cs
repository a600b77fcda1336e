using BackoutBot.Runtime.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace BackoutBot.Hosting;

/// <summary>Lets the bot run, or says in plain words why it can't start.</summary>
public static class StartGuard
{
    /// <summary>Runs <paramref name="run"/>; what is wrong with the settings goes to the error output, all at once and without a stack trace.</summary>
    /// <returns>0 after an orderly stop, 1 where the bot could not start.</returns>
    public static async Task<int> RunAsync(Func<Task> run, TextWriter error)
    {
        try
        {
            await run();
            return 0;
        }
        catch (Exception e) when (FaultsOf(e) is { Count: > 0 } faults)
        {
            await error.WriteLineAsync(faults.Count == 1 ? "backoutbot can't start:" : $"backoutbot can't start, for {faults.Count} reasons:");
            foreach (string fault in faults)
            {
                await error.WriteLineAsync($"  - {fault}");
            }

            return 1;
        }
    }

    /// <summary>Validates every option before anything else asks for one, so that all faults are reported and not the first.</summary>
    public static WebApplication ValidateSettings(this WebApplication app)
    {
        app.Services.GetService<IStartupValidator>()?.Validate();
        return app;
    }

    private static IReadOnlyList<string> FaultsOf(Exception exception) => exception switch
    {
        SettingsException settings => [settings.Message],
        StorageException storage => [storage.Message],
        OptionsValidationException options => [.. options.Failures],
        AggregateException many => [.. many.InnerExceptions.SelectMany(FaultsOf)],
        IOException { InnerException: AddressInUseException } address => [$"{address.Message.TrimEnd('.')}: stop what listens there, or choose another address with --urls"],

        // The configuration binder has no exception type of its own; its words name the key and the type that it should have.
        InvalidOperationException binding when binding.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal) => [binding.Message],
        _ => [],
    };
}
