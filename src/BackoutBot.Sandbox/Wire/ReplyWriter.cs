using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace BackoutBot.Sandbox.Wire;

/// <summary>Writes results and errors in the shapes of the protocols.</summary>
internal static class ReplyWriter
{
    private const string HostId = "SANDBOX";
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteAsync(HttpContext context, AwsApi api, string operation, Reply reply, string requestId)
    {
        if (reply is HeadersReply head)
        {
            Identify(context, requestId);
            AddHeaders(context, head.Headers);
            context.Response.ContentLength = head.Length;
            return Task.CompletedTask;
        }

        if (reply is JsonReply json)
        {
            return SendAsync(context, 200, "application/x-amz-json-1.1", json.Body.ToJsonString(Format), requestId);
        }

        if (api.Protocol == WireProtocol.Cbor)
        {
            return SendCborAsync(context, 200, ((StructureReply)reply).Body, requestId);
        }

        var members = reply is StructureReply structure ? Xml.Members(structure.Body) : ((XmlReply)reply).Members;
        var response = new XElement($"{operation}Response");
        if (api.Protocol == WireProtocol.Query)
        {
            response.Add(new XElement($"{operation}Result", members), new XElement("ResponseMetadata", new XElement("RequestId", requestId)));
        }
        else
        {
            response.Add(members);
        }

        return SendAsync(context, 200, "text/xml", Document(response, api.Namespace), requestId);
    }

    public static Task WriteAsync(HttpContext context, AwsApi api, AwsException error, string requestId)
    {
        if (api.Protocol == WireProtocol.Json)
        {
            // Common errors of CodeDeploy's front end spell Message; its own spell message.
            var member = error.Code is "AccessDeniedException" ? "Message" : "message";
            var body = new JsonObject { ["__type"] = error.Code, [member] = error.Message };
            return SendAsync(context, error.Status, "application/x-amz-json-1.1", body.ToJsonString(Format), requestId);
        }

        if (api.Protocol == WireProtocol.Cbor)
        {
            // Who comes from the query protocol asks for its codes: they can differ from the names of the shapes.
            if (context.Request.Headers["x-amzn-query-mode"] == "true")
            {
                context.Response.Headers["x-amzn-query-error"] = $"{error.Code};{Culprit(error)}";
            }

            var shape = error.Shape ?? $"{api.ErrorNamespace}#{error.Code}";
            return SendCborAsync(context, error.Status, new Structure { { "__type", shape }, { "message", error.Message } }, requestId);
        }

        if (api.Protocol == WireProtocol.S3)
        {
            AddHeaders(context, error.Headers);
            Identify(context, requestId);
            context.Response.StatusCode = error.Status;
            context.Response.ContentType = "application/xml";

            // "A HEAD request … the response has no body": whoever sent it has the status alone to go by.
            var told = new XElement("Error", new XElement("Code", error.Code), new XElement("Message", error.Message), new XElement("RequestId", requestId), new XElement("HostId", HostId));
            return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(Document(told, XNamespace.None));
        }

        var response = new XElement(
            "ErrorResponse",
            new XElement(
                "Error",
                new XElement("Type", Culprit(error)),
                new XElement("Code", error.Code),
                new XElement("Message", error.Message)),
            new XElement("RequestId", requestId));
        return SendAsync(context, error.Status, "text/xml", Document(response, api.Namespace), requestId);
    }

    private static void Identify(HttpContext context, string requestId)
    {
        context.Response.Headers["x-amz-request-id"] = requestId;
        context.Response.Headers["x-amz-id-2"] = HostId;
    }

    private static void AddHeaders(HttpContext context, IEnumerable<(string Name, string Value)> headers)
    {
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }
    }

    private static string Culprit(AwsException error) => error.Status < 500 ? "Sender" : "Receiver";

    private static Task SendCborAsync(HttpContext context, int status, Structure body, string requestId)
    {
        context.Response.Headers["Smithy-Protocol"] = "rpc-v2-cbor";
        return SendAsync(context, status, "application/cbor", CborReply.Write(body), requestId);
    }

    private static Task SendAsync(HttpContext context, int status, string contentType, string body, string requestId) =>
        SendAsync(context, status, contentType, Encoding.UTF8.GetBytes(body), requestId);

    private static Task SendAsync(HttpContext context, int status, string contentType, byte[] body, string requestId)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.Headers["x-amzn-RequestId"] = requestId;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body).AsTask();
    }

    private static string Document(XElement root, XNamespace ns)
    {
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Name = ns + element.Name.LocalName;
        }

        return """<?xml version="1.0" encoding="UTF-8"?>""" + "\n" + root.ToString(SaveOptions.DisableFormatting);
    }
}
