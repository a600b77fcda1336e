using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Plan;
using BackoutBot.Core.Checklists;
using BackoutBot.Tests.Advice;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Tests.PlanFiles;

/// <summary><c>docs/checklist.md</c> says what there is, and the names of the checks say their item.</summary>
public sealed class ChecklistDocumentTests
{
    [Fact]
    public void The_document_is_fresh() => GeneratedFile.HoldTo(ChecklistDocument.Write(), "docs", "checklist.md");

    [Fact]
    public void Every_result_that_a_check_can_give_is_seen_by_a_test_and_said()
    {
        string[] unsaid =
        [
            .. from tree in SourceText.Trees("src/BackoutBot.Aws")
               from type in tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()
               where type.Identifier.Text.StartsWith("Item", StringComparison.Ordinal) || type.Identifier.Text == nameof(RolesCheck)
               from status in ResultsOf(type)
               where !Judgement.All.Any(one => one.Status == status && type.Identifier.Text.StartsWith(ChecklistDocument.PrefixOf(one.Item), StringComparison.Ordinal))
               select $"{type.Identifier.Text}: {status}",
        ];

        Assert.True(unsaid.Length == 0, $"No test with [Judges] has seen these:\n{string.Join('\n', unsaid)}");
    }

    [Fact]
    public void What_is_said_to_be_judged_is_what_the_test_has_seen() =>
        Assert.All(Judgement.All, one => Assert.True(one.IsSeen, $"It does not look for what it says: {one}"));

    [Fact]
    public void Every_check_of_a_part_is_named_after_an_item_and_lies_in_the_parts_folder()
    {
        foreach (IAwsPart part in AwsParts.All)
        {
            ServiceCollection services = [];
            part.Register(services);
            Assert.All(
                services.Where(service => service.ServiceType == typeof(ICheck)).Select(service => service.ImplementationType!),
                check =>
                {
                    Assert.Matches("^Item(0[1-9]|1[0-3])_[1-9]_[A-Z]", check.Name);
                    Assert.Equal(part.GetType().Namespace, check.Namespace);
                });
        }
    }

    // A call that fails makes any check's result unknown.
    private static IEnumerable<CheckStatus> ResultsOf(ClassDeclarationSyntax check) =>
        check.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .Where(call => call.Expression.ToString() == "findings")
            .Select(call => call.Name.Identifier.Text switch
            {
                "Unseeable" => CheckStatus.Unknown,
                string name => Enum.TryParse(name, out CheckStatus status) ? status : CheckStatus.Unknown,
            })
            .Append(CheckStatus.Unknown)
            .Distinct();
}
