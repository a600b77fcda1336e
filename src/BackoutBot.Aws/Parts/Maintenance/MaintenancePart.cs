using BackoutBot.Aws.Access;
using BackoutBot.Aws.Plan;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.PlanFiles;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>The maintenance page: shown on load balancer listeners, and taken away.</summary>
internal sealed class MaintenancePart : IAwsPart
{
    /// <inheritdoc />
    public string Key => "maintenance";

    /// <inheritdoc />
    public IReadOnlyList<PlanAction> Actions { get; } =
    [
        new(MaintenanceOnAction.ActionName, "maintenance", "shows the page on every listener") { Item = new ItemId("10.1") },
        new(MaintenanceOffAction.ActionName, "maintenance", "takes it away") { Item = new ItemId("10.1"), Closes = new PlanBracket("maintenance", MaintenanceOnAction.ActionName, "the maintenance page") },
    ];

    /// <inheritdoc />
    public AwsAccess Access => MaintenanceAccess.Needed;

    /// <inheritdoc />
    public IEnumerable<AwsResource> Read(AwsPartReader reader)
    {
        if (reader.Section.OptionalChild(Key, "The maintenance page: a fixed answer with status 503 of the load balancer.") is not { } section)
        {
            yield break;
        }

        var listeners = reader.Arns(
            section,
            "listeners",
            MaintenanceRules.Listener,
            "ARNs of the Application Load Balancer's listeners that show it, HTTP and HTTPS.",
            new NoEntries("the ARNs of the load balancer's listeners", "no listener can show the page", "write the ARN of one listener at least"));
        var page = section.Text("page", MaintenanceRules.Page, "The page's HTML, at most 1,024 characters.");
        section.Close();
        if (page is not null)
        {
            yield return new MaintenancePage([.. listeners.Select(arn => arn.Value)], page.Value) { Id = Key, Account = reader.Own };
        }
    }

    /// <inheritdoc />
    public IEnumerable<ResourceKey> SignalKeys(AwsResource resource) =>
        [];

    /// <inheritdoc />
    public void Register(IServiceCollection services) => services
        .AddSingleton<IRollbackAction, MaintenanceOnAction>()
        .AddSingleton<IRollbackAction, MaintenanceOffAction>()
        .AddSingleton<ICheck, Item12_1_NoPage>();
}
