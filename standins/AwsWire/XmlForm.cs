using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace AwsWire;

/// <summary>What the query and rest-xml protocols have in common: responses and errors in XML.</summary>
internal abstract class XmlForm : WireProtocol
{
    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    public override UnmarshallerContext Context(Stream body, bool keepBody, IWebResponseData response, bool isError, IRequestContext? request) =>
        new XmlUnmarshallerContext(body, keepBody, response, isError, request);

    /// <summary>The class is named like the code and "Exception": RuleNotFound, RuleNotFoundException.</summary>
    public override string ExceptionName(string code) => code + "Exception";

    public override WireError ReadError(byte[] body, IWebResponseData response)
    {
        XElement root;
        try
        {
            root = Load(XmlReader.Create(new MemoryStream(body), Safe));
        }
        catch (XmlException)
        {
            return WireError.Unreadable;
        }
        var requestId = Child(root, "RequestId")?.Value;
        var error = Child(root, "Error");
        if (error is null)
        {
            return WireError.Unreadable with { RequestId = requestId };
        }
        var type = Enum.TryParse(Child(error, "Type")?.Value, ignoreCase: true, out ErrorType parsed) ? parsed : ErrorType.Unknown;
        return new WireError(Child(error, "Code")?.Value, Child(error, "Message")?.Value, type, requestId);
    }

    protected static XElement Load(Stream body) => Load(XmlReader.Create(body, Safe));

    /// <summary>Elements are found by local name: the namespace adds nothing, and not every endpoint sends it.</summary>
    protected static XElement? Child(XElement parent, string name) =>
        parent.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    protected static void Fill(object target, XElement source)
    {
        foreach (var member in WireShape.Of(target.GetType()).Members)
        {
            if (Child(source, member.Name) is { } element && Value(element, member.Type) is { } value)
            {
                member.Set(target, value);
            }
        }
    }

    private static XElement Load(XmlReader reader)
    {
        using (reader)
        {
            return XDocument.Load(reader).Root!;
        }
    }

    private static object? Value(XElement element, Type type)
    {
        if (WireText.IsScalar(type))
        {
            return WireText.Parse(element.Value, type);
        }
        if (WireMember.ItemOf(type) is { } itemType)
        {
            // As in the SDK, an element without items leaves the collection null.
            if (!element.HasElements)
            {
                return null;
            }
            var list = WireMember.NewList(itemType);
            foreach (var item in element.Elements())
            {
                list.Add(Value(item, itemType));
            }
            return list;
        }
        var structure = Activator.CreateInstance(type)!;
        Fill(structure, element);
        return structure;
    }
}
