using BackoutBot.Tests.PlanFiles;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackoutBot.Tests.Advice;

/// <summary>A text of several words in a source file.</summary>
/// <param name="File">The file, from the repository's root.</param>
/// <param name="Line">Where in the file.</param>
/// <param name="Text">The text; a star stands for each interpolation.</param>
internal sealed record SourceText(string File, int Line, string Text)
{
    /// <summary>The texts below a folder of the repository.</summary>
    public static IEnumerable<SourceText> Below(string folder) =>
        Trees(folder).SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>().Select(node => Of(node) is { } text && text.Contains(' ', StringComparison.Ordinal) ? At(tree, node, text) : null)).OfType<SourceText>();

    /// <summary>The files below a folder of the repository, each parsed.</summary>
    public static IEnumerable<SyntaxTree> Trees(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Plans.Repository(), folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Array.Exists(Path.GetRelativePath(Plans.Repository(), file).Split(Path.DirectorySeparatorChar), part => part is "obj" or "bin"))
            .Order(StringComparer.Ordinal)
            .Select(file => CSharpSyntaxTree.ParseText(System.IO.File.ReadAllText(file), path: Path.GetRelativePath(Plans.Repository(), file).Replace(Path.DirectorySeparatorChar, '/')));

    /// <summary>A text at its place.</summary>
    public static SourceText At(SyntaxTree tree, SyntaxNode node, string text) => new(tree.FilePath, node.GetLocation().GetLineSpan().StartLinePosition.Line + 1, text);

    /// <summary>What an expression says; null where it is no text.</summary>
    public static string? Of(ExpressionSyntax node) => node switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => literal.Token.ValueText,
        InterpolatedStringExpressionSyntax text => string.Concat(text.Contents.Select(part => part is InterpolatedStringTextSyntax fixedText ? fixedText.TextToken.ValueText : "*")),
        _ => null,
    };

    /// <inheritdoc />
    public override string ToString() => $"{File}:{Line}: {Text}";
}
