using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Plan;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Sns;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Intake;
using BackoutBot.PlanFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BackoutBot.Aws;

/// <summary>Registers the AWS adapter.</summary>
public static class AwsServiceCollectionExtensions
{
    /// <summary>
    /// Adds the SNS intake, the plan files' section <c>aws</c> and its parts with their checks and actions. Asks for a
    /// <see cref="PlanCatalogue"/> and an <see cref="IInbox"/>; <see cref="SnsEndpoints.MapSns"/> opens the webhook.
    /// </summary>
    public static IHostApplicationBuilder AddAws(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<AwsInstruments>();
        AddSns(builder.Services);
        AddClients(builder.Services);
        builder.Services.AddSingleton<IPlanSection, AwsPlanSection>();
        builder.Services.TryAddSingleton<IAwsResourceCatalogue, AwsResourceCatalogue>();
        builder.Services.AddSingleton<ICheck, RolesCheck>();
        foreach (var part in AwsParts.All)
        {
            part.Register(builder.Services);
        }

        return builder;
    }

    private static void AddSns(IServiceCollection services)
    {
        services.AddOptions<SnsOptions>().BindConfiguration(SnsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SnsOptions>, SnsOptionsValidator>();
        services.AddHttpClient(SigningCertificateDownload.HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        services.AddSingleton<SigningCertificateDownload>();
        services.AddSingleton<SigningCertificateStore>();
        services.AddSingleton<AllowedTopics>();
        services.AddSingleton<SnsIntake>();
        services.AddSingleton<IIntakeSource, SnsIntakeSource>();
    }

    private static void AddClients(IServiceCollection services)
    {
        services.AddOptions<AwsOptions>().BindConfiguration(AwsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AwsOptions>, AwsOptionsValidator>();
        services.AddSingleton<AwsClients>();
    }
}
