using System.Buffers;
using System.IO.Pipelines;
using BackoutBot.Slack.Inbound;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackoutBot.Slack.Gate;

/// <summary>
/// Stands before SlackNet, whose own check lets all in without a secret, ignores a request's age and parses first: what does not hold
/// the signature is answered 401 and never looked into.
/// </summary>
internal sealed partial class SlackGate(IOptions<SlackOptions> options, TimeProvider time, ILogger<SlackGate> logger)
{
    /// <summary>The largest body that is read, in bytes. Slack's own payloads are a fraction of it.</summary>
    public const int LargestBody = 1024 * 1024;

    private readonly SlackSignature signature = new(options.Value.SigningSecret, options.Value.PreviousSigningSecret);

    /// <summary>The body of a request that Slack signed; null where it was refused, and then the response's status is set.</summary>
    public async Task<byte[]?> AdmitAsync(HttpContext context)
    {
        var body = context.Request.ContentLength > LargestBody ? null : await ReadAsync(context.Request.BodyReader, context.RequestAborted);
        if (body is null)
        {
            LogTooLarge(logger, SlackPaths.Of(context.Request), LargestBody);
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return null;
        }

        var headers = context.Request.Headers;
        if (signature.Fault(headers["X-Slack-Request-Timestamp"], headers["X-Slack-Signature"], body, time.GetUtcNow()) is { } fault)
        {
            LogNotBelieved(logger, SlackPaths.Of(context.Request), context.Connection.RemoteIpAddress?.ToString() ?? "unknown", fault);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return null;
        }

        return body;
    }

    private static async Task<byte[]?> ReadAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > LargestBody)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
