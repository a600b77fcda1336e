using System.Collections;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace AwsWire;

/// <summary>The query protocol: form parameters in, XML out.</summary>
internal sealed class QueryProtocol : XmlForm
{
    public override void Write(IRequest request, AmazonWebServiceRequest input, string operation, WireService service)
    {
        request.HttpMethod = "POST";
        request.ResourcePath = "/";
        request.Parameters["Action"] = operation;
        request.Parameters["Version"] = service.Version;
        WriteMembers(request.Parameters, string.Empty, input);
    }

    public override string? Read(Stream body, AmazonWebServiceResponse output)
    {
        var root = Load(body);
        if (root.Elements().FirstOrDefault(IsResult) is { } result)
        {
            Fill(output, result);
        }
        return Child(root, "ResponseMetadata") is { } metadata ? Child(metadata, "RequestId")?.Value : null;

        static bool IsResult(XElement element) => element.Name.LocalName.EndsWith("Result", StringComparison.Ordinal);
    }

    private static void WriteMembers(IDictionary<string, string> parameters, string prefix, object source)
    {
        foreach (var member in WireShape.Of(source.GetType()).Members)
        {
            if (member.Get(source) is { } value)
            {
                WriteValue(parameters, prefix + member.Name, value, member.Item ?? "member");
            }
        }
    }

    private static void WriteValue(IDictionary<string, string> parameters, string name, object value, string item)
    {
        if (WireText.IsScalar(value.GetType()))
        {
            parameters[name] = WireText.Format(value);
            return;
        }
        if (value is not IList list)
        {
            WriteMembers(parameters, name + ".", value);
            return;
        }
        if (list.Count == 0)
        {
            // An empty list is not the same as none: it is sent, as an empty parameter.
            parameters[name] = string.Empty;
        }
        for (var i = 0; i < list.Count; i++)
        {
            WriteValue(parameters, $"{name}.{item}.{i + 1}", list[i]!, "member");
        }
    }
}
