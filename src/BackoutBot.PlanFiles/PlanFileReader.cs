using BackoutBot.Core.Approvals;
using BackoutBot.Core.Ids;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using BackoutBot.PlanFiles.Sections;
using BackoutBot.PlanFiles.Shapes;
using BackoutBot.PlanFiles.Yaml;

namespace BackoutBot.PlanFiles;

/// <summary>Reads one plan file. What it accepts is published as <c>schemas/plan.schema.json</c> and told in <c>docs/plan-files.md</c>.</summary>
internal static class PlanFileReader
{
    public static PlanFileReading Read(string file, string text, IPlanSection provider)
    {
        FaultList faults = new(file);
        if (YamlTree.Read(text, faults) is not { } root)
        {
            return new PlanFileReading(faults, null, [], null, null);
        }

        return Read(new Section(root, string.Empty, faults), provider);
    }

    /// <summary>What may stand in a file.</summary>
    public static PlanShape ShapeFor(IPlanSection provider)
    {
        PlanShape shape = new();
        _ = Read(Section.Telling(shape), provider);
        return shape;
    }

    private static PlanFileReading Read(Section plan, IPlanSection provider)
    {
        FaultList faults = plan.Faults;
        string file = faults.File;
        Located<string>? name = plan.Text("service", TextRules.Service, "The service's name; the file is named after it, such as checkout-api.yaml.");
        if (name is not null && Path.GetFileNameWithoutExtension(file) != name.Value)
        {
            plan.Fault(name, $"the file of the service '{name.Value}' is named {Path.GetFileName(file)}", $"rename it to {name.Value}.yaml, or correct the service");
        }

        Located<string>? environment = plan.Text("environment", TextRules.Environment, "The environment, such as production. Shown to people.");
        Located<string>? channel = plan.Text("channel", TextRules.Channel, "The chat channel where the service's backout threads live, in quotes, such as \"#ops\".");
        ApprovalPolicy? approvals = ApprovalsSection.Read(plan.Child("approvals", "Who may approve a plan, and how many must. The person who asked for the backout never counts."));
        IReadOnlyList<Audience> audiences = StakeholdersSection.Read(plan.Children("stakeholders", "Who is kept informed, and where."));
        ValidationPolicy validation = ValidationSection.Read(plan.OptionalChild("validation", "When a rollback counts as having worked."));
        RestorePointPolicy restorePoints = RestorePointsSection.Read(plan.OptionalChild("restorePoints", "When a release counts as proven, and so is gone back to before one that is not."));
        IReadOnlyDictionary<ItemId, string> notApplicable = NotApplicableSection.Read(plan.Children("notApplicable", "Checklist items that don't apply to the service."));
        Section? section = plan.Child(provider.Key, provider.Description);
        PlanSectionReading? reading = section is null ? null : provider.Read(section);
        IReadOnlyList<StepDefinition> steps = RollbackSection.Read(plan.NeededChildren("rollback", "The steps back. Steps that don't wait for each other run at the same time."), provider, section, reading);
        steps = HoldAfterSection.Read(plan, steps);
        plan.Close();
        if (faults.All.Count > 0)
        {
            return new PlanFileReading(faults, name, reading?.Claims ?? [], null, null);
        }

        ServiceDefinition service = new(
            new ServiceId(name!.Value),
            environment!.Value,
            channel!.Value,
            reading!.SignalKeys,
            approvals!,
            audiences,
            validation,
            notApplicable,
            steps)
        {
            RestorePoints = restorePoints,
        };
        return new PlanFileReading(faults, name, reading.Claims, service, reading.Content);
    }
}
