using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace BackoutBot.Sandbox.Wire;

/// <summary>Writes results and errors in the shapes of the three protocols.</summary>
internal static class ReplyWriter
{
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteAsync(HttpContext context, AwsApi api, string operation, Reply reply, string requestId)
    {
        if (reply is JsonReply json)
        {
            return SendAsync(context, 200, "application/x-amz-json-1.1", json.Body.ToJsonString(Format), requestId);
        }

        var members = ((XmlReply)reply).Members;
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

        var response = new XElement(
            "ErrorResponse",
            new XElement(
                "Error",
                new XElement("Type", error.Status < 500 ? "Sender" : "Receiver"),
                new XElement("Code", error.Code),
                new XElement("Message", error.Message)),
            new XElement("RequestId", requestId));
        return SendAsync(context, error.Status, "text/xml", Document(response, api.Namespace), requestId);
    }

    private static Task SendAsync(HttpContext context, int status, string contentType, string body, string requestId)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.Headers["x-amzn-RequestId"] = requestId;
        var bytes = Encoding.UTF8.GetBytes(body);
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes).AsTask();
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
