using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BackoutBot.PlanFiles.Yaml;

/// <summary>What YAML 1.2's core schema takes a scalar for, so that the bot and the editor's JSON schema read the same.</summary>
internal enum ScalarKind
{
    Text,
    Null,
    Boolean,
    Integer,
    Float,
}

/// <summary>Tells the kinds apart: https://yaml.org/spec/1.2.2/#1032-tag-resolution.</summary>
internal static partial class ScalarKinds
{
    public static ScalarKind Of(Scalar scalar) => scalar.Style != ScalarStyle.Plain ? ScalarKind.Text : scalar.Value switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Boolean,
        var text when Integer().IsMatch(text) => ScalarKind.Integer,
        var text when Float().IsMatch(text) => ScalarKind.Float,
        _ => ScalarKind.Text,
    };

    [GeneratedRegex(@"^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Integer();

    [GeneratedRegex(@"^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Float();
}
