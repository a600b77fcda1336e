using BackoutBot.Core.Checklists;
using BackoutBot.Tests.Advice;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackoutBot.Tests.PlanFiles;

/// <summary>What a test has seen a check judge: its <c>[Judges]</c>.</summary>
/// <param name="Item">The checklist's item.</param>
/// <param name="Status">What the check found.</param>
/// <param name="When">What was so.</param>
/// <param name="Test">The test that saw it.</param>
internal sealed record Judgement(string Item, CheckStatus Status, string When, MethodDeclarationSyntax Test)
{
    private const string Tests = "tests/BackoutBot.Aws.Tests";

    /// <summary>All, in the order of the files.</summary>
    public static Judgement[] All { get; } =
    [
        .. from tree in SourceText.Trees(Tests)
           from attribute in tree.GetRoot().DescendantNodes().OfType<AttributeSyntax>()
           where attribute.Name.ToString() == "Judges"
           let said = attribute.ArgumentList!.Arguments
           select new Judgement(
               SourceText.Of(said[0].Expression)!,
               Enum.Parse<CheckStatus>(((MemberAccessExpressionSyntax)said[1].Expression).Name.Identifier.Text),
               SourceText.Of(said[2].Expression)!,
               attribute.Ancestors().OfType<MethodDeclarationSyntax>().First()),
    ];

    /// <summary>Whether the test names that result, and its class the item or a check of it.</summary>
    public bool IsSeen
    {
        get
        {
            string[] named = [.. Test.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Where(name => !name.Ancestors().OfType<AttributeSyntax>().Any(one => one.Name.ToString() == "Judges")).Select(name => name.ToString())];
            return named.Contains($"CheckStatus.{Status}") && Looks(Test.Ancestors().OfType<ClassDeclarationSyntax>().First());
        }
    }

    /// <inheritdoc />
    public override string ToString() => $"{Test.SyntaxTree.FilePath}: {Test.Identifier.Text}: {Item} {Status}";

    private bool Looks(ClassDeclarationSyntax tests)
    {
        string check = ChecklistDocument.PrefixOf(Item);
        return tests.DescendantTokens()
            .Where(token => !token.Parent!.Ancestors().OfType<AttributeSyntax>().Any(one => one.Name.ToString() == "Judges"))
            .Any(token => token.ValueText == Item || token.ValueText.StartsWith(check, StringComparison.Ordinal));
    }
}
