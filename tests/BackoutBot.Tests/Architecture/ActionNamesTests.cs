using BackoutBot.Aws;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Services;
using BackoutBot.PlanFiles;
using BackoutBot.PlanFiles.Sections;
using BackoutBot.Tests.PlanFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BackoutBot.Tests.Architecture;

/// <summary>What plan files may name is what there is.</summary>
public sealed class ActionNamesTests
{
    [Fact]
    public void The_actions_that_plan_files_may_name_are_the_actions_of_the_adapters()
    {
        using PlanFolderFixture folder = new();
        PlanCatalogue none = PlanFolder.Read(folder.Path);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        _ = builder.Services.AddLogging().AddMetrics().AddSingleton<IServiceCatalogue>(none).AddSingleton<IAwsResourceCatalogue>(none);
        _ = builder.AddAws();
        using IHost host = builder.Build();

        Assert.Equal(
            host.Services.GetServices<IRollbackAction>().Select(action => action.Name).Order(StringComparer.Ordinal),
            ActionNeeds.All.Keys.Order(StringComparer.Ordinal));
    }
}
