using System.Collections;
using System.Text;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace AwsWire;

/// <summary>The rest-xml protocol: path, query string and an XML body in, XML out.</summary>
/// <param name="xmlNamespace">The namespace of request bodies.</param>
internal sealed class RestXmlProtocol(string xmlNamespace) : XmlForm
{
    public override void Write(IRequest request, AmazonWebServiceRequest input, string operation, WireService service)
    {
        var binding = (WireOperationAttribute)Attribute.GetCustomAttribute(input.GetType(), typeof(WireOperationAttribute))!;
        request.HttpMethod = binding.Method;
        request.ResourcePath = binding.Path;
        request.Headers["x-amz-api-version"] = service.Version;
        var hasBody = false;
        foreach (var member in WireShape.Of(input.GetType()).Members)
        {
            var value = member.Get(input);
            if (member.Path is { } placeholder)
            {
                if (value is not string { Length: > 0 } text)
                {
                    throw service.Exception($"Request object does not have required field {member.Name} set");
                }
                request.AddPathResource($"{{{placeholder}}}", WithoutSegment(text, binding.Path, placeholder));
            }
            else if (member.Query is { } parameter)
            {
                request.UseQueryString = true;
                if (value is not null)
                {
                    request.Parameters[parameter] = WireText.Format(value);
                }
            }
            else
            {
                hasBody = true;
            }
        }
        if (hasBody)
        {
            request.Headers["Content-Type"] = "application/xml";
            request.Content = Body(input, operation + "Request");
        }
    }

    public override string? Read(Stream body, AmazonWebServiceResponse output)
    {
        Fill(output, Load(body));
        return null;
    }

    /// <summary>Ids come back with their collection ("/change/C123") and are accepted so in a path that names it already.</summary>
    private static string WithoutSegment(string id, string path, string placeholder)
    {
        var collection = path[..path.IndexOf($"{{{placeholder}}}", StringComparison.Ordinal)];
        var segment = collection[collection.TrimEnd('/').LastIndexOf('/')..];
        return id.StartsWith(segment, StringComparison.Ordinal) ? id[segment.Length..] : id;
    }

    private byte[] Body(AmazonWebServiceRequest input, string root)
    {
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            writer.WriteStartElement(root, xmlNamespace);
            WriteMembers(writer, input);
            writer.WriteEndElement();
        }
        return buffer.ToArray();
    }

    private void WriteMembers(XmlWriter writer, object source)
    {
        foreach (var member in WireShape.Of(source.GetType()).Members.Where(member => member.InBody))
        {
            if (member.Get(source) is { } value)
            {
                WriteElement(writer, member.Name, value, member.Item);
            }
        }
    }

    private void WriteElement(XmlWriter writer, string name, object value, string? item)
    {
        writer.WriteStartElement(name, xmlNamespace);
        if (WireText.IsScalar(value.GetType()))
        {
            writer.WriteString(WireText.Format(value));
        }
        else if (value is IList list)
        {
            foreach (var entry in list)
            {
                WriteElement(writer, item ?? "member", entry!, item: null);
            }
        }
        else
        {
            WriteMembers(writer, value);
        }
        writer.WriteEndElement();
    }
}
