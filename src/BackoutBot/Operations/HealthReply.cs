using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BackoutBot.Operations;

/// <summary>What <c>/readyz</c> answers.</summary>
/// <param name="Ready">Whether all checks are well.</param>
/// <param name="Checks">Each check.</param>
public sealed record HealthReply(bool Ready, IReadOnlyList<HealthReplyCheck> Checks)
{
    internal static Task WriteAsync(HttpContext context, HealthReport report)
    {
        HealthReplyCheck[] checks = [.. report.Entries.Select(entry => new HealthReplyCheck(
            entry.Key, entry.Value.Status == HealthStatus.Healthy, entry.Value.Description ?? entry.Value.Exception?.Message ?? string.Empty))];
        return context.Response.WriteAsJsonAsync(
            new HealthReply(report.Status == HealthStatus.Healthy, checks), HealthReplyJson.Default.HealthReply, contentType: null, context.RequestAborted);
    }
}

/// <summary>One check of <c>/readyz</c>.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Ready">Whether it is well.</param>
/// <param name="Detail">What was found; where it is not well, what to do.</param>
public sealed record HealthReplyCheck(string Name, bool Ready, string Detail);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(HealthReply))]
internal sealed partial class HealthReplyJson : JsonSerializerContext;
