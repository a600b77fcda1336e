using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackoutBot.Tests.Advice;

/// <summary>The sentences of the product that tell a person what to do, and those that a test follows.</summary>
internal static partial class Advices
{
    private const string Verbs =
        "abort|add|allow|approve|ask|attach|begin|bring|check|choose|close|compare|copy|correct|create|deal|deny|deploy|describe|enable|find|free|give|go|have|include|install|keep|leave|let|list|look|lower|make|mend|move|name|open|"
        + "pause|points|press|put|read|reload|remove|rename|replan|restore|resume|retry|run|say|see|send|set|shorten|skip|start|stop|subscribe|take|takeover|try|turn|type|unarchive|undo|unhalt|update|use|vouch|wait|watch|write";

    /// <summary>The advices below a folder of the repository.</summary>
    public static IEnumerable<SourceText> In(string folder) =>
        from text in SourceText.Below(folder)
        where !Query().IsMatch(text.Text)
        from sentence in Sentences().Split(text.Text)
        where IsAdvice(sentence)
        select text with { Text = sentence.Trim() };

    /// <summary>The advices that a test takes out of what the product says.</summary>
    public static IEnumerable<SourceText> Followed() =>
        from tree in SourceText.Trees("tests")
        from call in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
        where call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Advised" }, Name.Identifier.Text: "By" }
        from claim in Claims(call.ArgumentList.Arguments[1].Expression, call)
        select SourceText.At(tree, call, claim);

    /// <summary>Whether the claim is the advice, or its beginning as far as the word that says what to do.</summary>
    public static bool Is(string claim, string advice) =>
        Regex.Match(advice, $"^{Regex.Escape(claim).Replace("\\*", ".*", StringComparison.Ordinal)}", RegexOptions.Singleline) is { Success: true, Value: var claimed } && Told().IsMatch(claimed);

    /// <summary>Whether what was said is the advice, or begins with it, with something in each star's place.</summary>
    public static bool IsSaid(string advice, string said) =>
        Regex.IsMatch(said, $"^{Regex.Escape(advice).Replace("\\*", ".*", StringComparison.Ordinal)}", RegexOptions.Singleline);

    /// <summary>Whether a sentence tells a person what to do; what a button or a heading says does not.</summary>
    public static bool IsAdvice(string sentence) => Told().IsMatch(sentence) && !Label().IsMatch(sentence);

    private static IEnumerable<string> Claims(ExpressionSyntax advice, SyntaxNode call)
    {
        if (SourceText.Of(advice) is { } text)
        {
            return [text];
        }

        // A theory's advice stands in its data.
        MethodDeclarationSyntax test = call.Ancestors().OfType<MethodDeclarationSyntax>().First();
        int at = test.ParameterList.Parameters.IndexOf(parameter => parameter.Identifier.Text == advice.ToString());
        return at < 0 ? [] : test.AttributeLists.SelectMany(list => list.Attributes).Where(one => one.Name.ToString() is "InlineData").Select(data => SourceText.Of(data.ArgumentList!.Arguments[at].Expression)).OfType<string>();
    }

    [GeneratedRegex(@"(?<=[.?!])\s+(?=[A-Z*«])")]
    private static partial Regex Sentences();

    [GeneratedRegex(@"^(?:\*|[^:;.]*[^\w:;.])?(?:SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA) ")]
    private static partial Regex Query();

    // At the beginning, after a colon, semicolon or «then», or after a condition.
    [GeneratedRegex($@"(?:^(?:\*+ )*(?:(?:Or|or|Then|So) )?|[:;] (?:or )?|[ (]then |^(?:If|Where|To|For|Behind|When)\b[^.]*, |\bsays?: )`?(?:/backout )?(?:(?i:{Verbs})|plan again)\b(?! of\b| points?\b| are\b| backouts\b|=|:)")]
    private static partial Regex Told();

    // A few words without a full stop and without a command to type, or a question.
    [GeneratedRegex(@"^[A-Z#][^.:;?]*$|^#|\?$")]
    private static partial Regex Label();
}
