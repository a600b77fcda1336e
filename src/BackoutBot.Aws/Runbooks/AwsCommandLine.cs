using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackoutBot.Aws.Resources;

namespace BackoutBot.Aws.Runbooks;

/// <summary>Writes calls of AWS as lines for its command line, versions 1 and 2 alike.</summary>
internal static class AwsCommandLine
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One call, such as <c>aws deploy get-deployment --region eu-west-1 --deployment-id d-1</c>.</summary>
    /// <param name="account">Whose region it is made in.</param>
    /// <param name="operation">The command line's name of the service and of the operation.</param>
    /// <param name="options">Each option's name without its dashes, and its value, which is quoted here; null for one that takes none.</param>
    public static string Call(AwsAccount account, string operation, params ReadOnlySpan<(string Name, string? Value)> options)
    {
        var line = new StringBuilder($"aws {operation} --region {ShellText.Word(account.Region)}");
        foreach (var (name, value) in options)
        {
            // What begins with a dash would be read as an option of its own.
            line.Append($" --{name}").Append(value is null ? "" : $"{(value.StartsWith('-') ? '=' : ' ')}{ShellText.Word(value)}");
        }

        return line.ToString();
    }

    /// <summary>The same of a service that is one for all regions of a partition, such as Route 53: its calls are signed for one of them.</summary>
    public static string GlobalCall(AwsAccount account, string operation, params ReadOnlySpan<(string Name, string? Value)> options) =>
        Call(account with { Region = Partition.Route53Region(account.Region) }, operation, options);

    /// <summary>A structure as an option's value: JSON of ASCII on one line.</summary>
    public static string Structure(JsonNode value)
    {
        var text = new StringBuilder();
        foreach (var one in value.ToJsonString(Readable))
        {
            text.Append(one is >= ' ' and <= '~' ? one.ToString() : $"\\u{(int)one:x4}");
        }

        return text.ToString();
    }
}
