using BackoutBot.Hosting.Sandbox;
using BackoutBot.PlanFiles;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Configuration.Json;

namespace BackoutBot.Hosting;

/// <summary>Makes the host from what is shipped, what the operator set, and what the command line says; the later ones win.</summary>
public static class BackoutBotHost
{
    /// <summary>Creates the builder.</summary>
    /// <exception cref="SettingsException">The arguments contradict each other, or the settings file can't be read.</exception>
    public static WebApplicationBuilder CreateBuilder(HostArguments arguments)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(BackoutBotHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = SandboxMode.EnvironmentOf(arguments),
        });
        if (arguments.SettingsFile is { } file)
        {
            AddSettingsFile(builder.Configuration, file);
        }

        if (arguments.Sandbox is { } sandbox)
        {
            _ = builder.Configuration.AddInMemoryCollection(SandboxMode.SettingsFor(sandbox));
        }

        _ = builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                [WebHostDefaults.ServerUrlsKey] = arguments.Urls,
                [$"{StorageOptions.Section}:{nameof(StorageOptions.DataDirectory)}"] = arguments.DataFolder,
                [$"{SandboxSettings.Section}:{nameof(SandboxSettings.Crash)}"] = builder.Configuration[SandboxSettings.CrashVariable],
                [$"{PlanFilesOptions.Section}:{nameof(PlanFilesOptions.Folder)}"] = arguments.PlansFolder,
            }.Where(setting => setting.Value is not null));
        return builder;
    }

    /// <summary>After the shipped settings and before the environment's variables.</summary>
    private static void AddSettingsFile(ConfigurationManager configuration, string file)
    {
        string path = Path.GetFullPath(file);
        if (!File.Exists(path))
        {
            throw new SettingsException($"--settings: there is no file {path}");
        }

        JsonConfigurationSource source = new() { Path = path, Optional = false, ReloadOnChange = true };
        source.ResolveFileProvider();
        IConfigurationSource? lastShipped = configuration.Sources.LastOrDefault(other => other is JsonConfigurationSource);
        try
        {
            configuration.Sources.Insert(lastShipped is null ? 0 : configuration.Sources.IndexOf(lastShipped) + 1, source);
        }
        catch (InvalidDataException e)
        {
            throw new SettingsException($"--settings: {path} is not JSON: {e.InnerException?.Message ?? e.Message}", e);
        }
    }
}
