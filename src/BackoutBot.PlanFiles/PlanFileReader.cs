using BackoutBot.Core.Approvals;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;
using BackoutBot.PlanFiles.Sections;
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

        Section plan = new(root, string.Empty, faults);
        Located<string>? name = plan.Text("service", TextRules.Service);
        if (name is not null && Path.GetFileNameWithoutExtension(file) != name.Value)
        {
            plan.Fault(name, $"the file of the service '{name.Value}' is named {Path.GetFileName(file)}", $"rename it to {name.Value}.yaml, or correct the service");
        }

        Located<string>? environment = plan.Text("environment", TextRules.Environment);
        Located<string>? channel = plan.Text("channel", TextRules.Channel);
        ApprovalPolicy? approvals = ApprovalsSection.Read(plan.Child("approvals"));
        IReadOnlyList<Audience> audiences = StakeholdersSection.Read(plan.Children("stakeholders"));
        ValidationPolicy validation = ValidationSection.Read(plan.OptionalChild("validation"));
        IReadOnlyDictionary<ItemId, string> notApplicable = NotApplicableSection.Read(plan.Children("notApplicable"));
        Section? section = plan.Child(provider.Key);
        PlanSectionReading? reading = section is null ? null : provider.Read(section);
        IReadOnlyList<StepDefinition> steps = RollbackSection.Read(plan.NeededChildren("rollback"), provider, section, reading);
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
            steps);
        return new PlanFileReading(faults, name, reading.Claims, service, reading.Content);
    }
}
