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
        List<MaintenancePage> pages = [];
        foreach (var section in reader.Section.OneOrMore(Key, "The maintenance page: a fixed answer with status 503 of the load balancer; a list where the service has several."))
        {
            var listeners = reader.Arns(
                section,
                "listeners",
                MaintenanceRules.Listener,
                "ARNs of the Application Load Balancer's listeners that show it, HTTP and HTTPS.",
                new NoEntries("the ARNs of the load balancer's listeners", "no listener can show the page", "write the ARN of one listener at least"));
            var page = section.Text("page", MaintenanceRules.Page, "The page's HTML, at most 1,024 characters.");
            var id = reader.IdOf(section, Key);
            section.Close();
            if (page is null)
            {
                continue;
            }

            foreach (var twice in listeners.Where(arn => pages.Exists(other => other.Listeners.Contains(arn.Value))))
            {
                section.Fault(twice, "another page is shown on this listener", "keep it in one of the two: a listener shows one page");
            }

            // A page that was given the name of another is reported where the name stands.
            if (!section.Has("id") && pages.Exists(other => other.Id == id))
            {
                section.Fault((string?)null, $"a page without 'id' is called '{id}', and so is another one", "give each page an 'id' of its own");
            }

            pages.Add(new MaintenancePage([.. listeners.Select(arn => arn.Value)], page.Value) { Id = id, Account = reader.Own });
        }

        return pages;
    }

    /// <inheritdoc />
    public IReadOnlyList<PlanPortion> Portions(IReadOnlyList<AwsResource> resources) => [.. resources.Select(page => new PlanPortion(StepName.Of(page.Id), [page.Id]))];

    /// <inheritdoc />
    public IEnumerable<ResourceKey> SignalKeys(AwsResource resource) =>
        [];

    /// <inheritdoc />
    public void Register(IServiceCollection services) => services
        .AddSingleton<RecentWrites>()
        .AddSingleton<IRollbackAction, MaintenanceOnAction>()
        .AddSingleton<IRollbackAction, MaintenanceOffAction>()
        .AddSingleton<ICheck, Item10_1_MaintenanceMode>()
        .AddSingleton<ICheck, Item12_1_NoPage>();
}
