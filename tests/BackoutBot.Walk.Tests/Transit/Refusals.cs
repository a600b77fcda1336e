using System.Text;
using Microsoft.AspNetCore.Http;

namespace BackoutBot.Walk.Tests.Transit;

/// <summary>Refuses a request as AWS would, in the request's own protocol.</summary>
internal static class Refusals
{
    public static Task ThrottleAsync(HttpContext context, AwsRequestName name) => RefuseAsync(context, name, name.Protocol is AwsProtocol.Json or AwsProtocol.Cbor ? "ThrottlingException" : name.Protocol is AwsProtocol.S3 ? "SlowDown" : "Throttling", "Rate exceeded", name.Protocol is AwsProtocol.S3 ? 503 : 400);

    public static Task ExpireAsync(HttpContext context, AwsRequestName name) => RefuseAsync(context, name, name.Protocol is AwsProtocol.Json or AwsProtocol.Cbor ? "ExpiredTokenException" : "ExpiredToken", "The security token included in the request is expired", name.Protocol is AwsProtocol.Xml ? 403 : 400);

    private static async Task RefuseAsync(HttpContext context, AwsRequestName name, string code, string message, int status)
    {
        context.Response.StatusCode = status;
        context.Response.Headers[name.Protocol is AwsProtocol.S3 ? "x-amz-request-id" : "x-amzn-RequestId"] = "transit-1";
        switch (name.Protocol)
        {
            case AwsProtocol.Json:
                context.Response.ContentType = "application/x-amz-json-1.1";
                await context.Response.WriteAsync($$"""{"__type":"{{code}}","message":"{{message}}"}""");
                break;
            case AwsProtocol.Cbor:
                context.Response.ContentType = "application/cbor";
                context.Response.Headers["smithy-protocol"] = "rpc-v2-cbor";
                await context.Response.Body.WriteAsync((byte[])[0xA2, .. Text("__type"), .. Text($"com.amazonaws.cloudwatch#{code}"), .. Text("message"), .. Text(message)]);
                break;
            case AwsProtocol.Xml:
                context.Response.ContentType = "text/xml";
                await context.Response.WriteAsync($"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>transit-1</RequestId></ErrorResponse>");
                break;
            default:
                // What is asked for by HEAD has no body, of an error either.
                if (!HttpMethods.IsHead(context.Request.Method))
                {
                    context.Response.ContentType = "application/xml";
                    await context.Response.WriteAsync($"<Error><Code>{code}</Code><Message>{message}</Message><RequestId>transit-1</RequestId></Error>");
                }

                break;
        }
    }

    // A text of at most 255 bytes (RFC 8949, major type 3).
    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text) is { Length: < 24 } few ? [(byte)(0x60 + few.Length), .. few] : [0x78, (byte)Encoding.UTF8.GetByteCount(text), .. Encoding.UTF8.GetBytes(text)];
}
