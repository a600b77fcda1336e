using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Parts.Alarms;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Parts.Databases;
using BackoutBot.Aws.Parts.Dns;
using BackoutBot.Aws.Parts.LoadBalancing;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Sns;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Releases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BackoutBot.Aws;

/// <summary>Registers the AWS adapter.</summary>
public static class AwsServiceCollectionExtensions
{
    /// <summary>
    /// Adds the SNS intake, the checks and the rollback actions. Asks for an <see cref="Resources.IAwsResourceCatalogue"/> and an
    /// <see cref="IInbox"/>; <see cref="SnsEndpoints.MapSns"/> opens the webhook.
    /// </summary>
    public static IHostApplicationBuilder AddAws(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<AwsInstruments>();
        AddSns(builder.Services);
        AddClients(builder.Services);
        AddChecks(builder.Services);
        AddActions(builder.Services);
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
        services.AddSingleton<ReleaseNames>();
        services.AddSingleton<IIntakeSource, SnsIntakeSource>();
    }

    private static void AddClients(IServiceCollection services)
    {
        services.AddOptions<AwsOptions>().BindConfiguration(AwsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AwsOptions>, AwsOptionsValidator>();
        services.AddSingleton<AwsClients>();
    }

    private static void AddChecks(IServiceCollection services)
    {
        services.AddSingleton<ICheck, Item01_1_DatabaseBackup>();
        services.AddSingleton<ICheck, Item03_1_HealthChecks>();
        services.AddSingleton<ICheck, Item06_1_DnsRollback>();
        services.AddSingleton<ICheck, Item07_1_Monitoring>();
        services.AddSingleton<ICheck, PreviousVersionCheck>();
        services.AddSingleton<ICheck, Item12_2_QuietAlarms>();
    }

    private static void AddActions(IServiceCollection services)
    {
        services.AddSingleton<IReleaseSource, CodeDeployReleases>();
        services.AddSingleton<IRollbackAction, CodeDeployStopAction>();
        services.AddSingleton<IRollbackAction, CodeDeployRedeployAction>();
        services.AddSingleton<IRollbackAction, Route53RevertAction>();
        services.AddSingleton<IRollbackAction, MaintenanceOnAction>();
        services.AddSingleton<IRollbackAction, MaintenanceOffAction>();
    }
}
