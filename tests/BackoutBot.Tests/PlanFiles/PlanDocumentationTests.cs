using BackoutBot.Aws.Plan;
using BackoutBot.Core.Checklists;
using BackoutBot.PlanFiles.Shapes;

namespace BackoutBot.Tests.PlanFiles;

/// <summary>The tables of <c>docs/plan-files.md</c> are written from what is read.</summary>
public sealed class PlanDocumentationTests
{
    private static readonly string[] Document = ["docs", "plan-files.md"];

    [Fact]
    public void The_keys_are_fresh() => GeneratedFile.HoldBlockTo("keys", PlanReference.Keys(new AwsPlanSection()), Document);

    [Fact]
    public void The_actions_are_fresh() => GeneratedFile.HoldBlockTo("actions", PlanReference.Actions(new AwsPlanSection()), Document);

    [Fact]
    public void The_items_are_fresh() => GeneratedFile.HoldBlockTo(
        "items",
        string.Join('\n', ["| number | name | item |", "| --- | --- | --- |", .. Checklist.Items.Select(item => $"| {item.Id} | `{item.Slug}` | {item.Title} |")]),
        Document);
}
