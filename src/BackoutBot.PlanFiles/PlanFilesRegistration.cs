using BackoutBot.Core.Services;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BackoutBot.PlanFiles;

/// <summary>Registers the plan files.</summary>
public static class PlanFilesRegistration
{
    /// <summary>Reads the plan files once, at start, and offers them as the catalogue that the rest asks. The provider adds its <see cref="IPlanSection"/>.</summary>
    public static IHostApplicationBuilder AddPlanFiles(this IHostApplicationBuilder builder)
    {
        _ = builder.Services.AddOptions<PlanFilesOptions>().BindConfiguration(PlanFilesOptions.Section).ValidateOnStart();
        _ = builder.Services
            .AddSingleton<IValidateOptions<PlanFilesOptions>, PlanFilesOptionsValidator>()
            .AddSingleton(services => PlanFolder.Read(services.GetRequiredService<IOptions<PlanFilesOptions>>().Value.Folder, services.GetRequiredService<IPlanSection>()))
            .AddSingleton<IServiceCatalogue>(services => services.GetRequiredService<PlanCatalogue>())
            .AddHostedService<PlanFilesReport>();
        _ = builder.Services.AddHealthChecks().AddCheck<PlanFilesHealthCheck>("plan files");
        return builder;
    }
}
