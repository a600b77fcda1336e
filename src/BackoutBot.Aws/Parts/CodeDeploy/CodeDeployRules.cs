using BackoutBot.PlanFiles;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>How CodeDeploy's names look.</summary>
internal static class CodeDeployRules
{
    public static TextRule Name { get; } = new("a CodeDeploy name", "", "write the name as CodeDeploy shows it, at most 100 characters") { MaxLength = 100 };
}
