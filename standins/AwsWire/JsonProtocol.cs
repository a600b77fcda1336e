using System.Collections;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace AwsWire;

/// <summary>The json 1.1 protocol: the operation in a header, JSON in and out.</summary>
/// <param name="targetPrefix">What precedes the operation's name in <c>X-Amz-Target</c>.</param>
internal sealed class JsonProtocol(string targetPrefix) : WireProtocol
{
    public override void Write(IRequest request, AmazonWebServiceRequest input, string operation, WireService service)
    {
        request.HttpMethod = "POST";
        request.ResourcePath = "/";
        request.Headers["X-Amz-Target"] = $"{targetPrefix}.{operation}";
        request.Headers["Content-Type"] = "application/x-amz-json-1.1";
        request.Headers["x-amz-api-version"] = service.Version;
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            WriteValue(writer, input);
        }
        request.Content = buffer.ToArray();
    }

    public override string? Read(Stream body, AmazonWebServiceResponse output)
    {
        using var document = JsonDocument.Parse(body);
        Fill(output, document.RootElement);
        return null;
    }

    /// <summary>
    /// The code is <c>__type</c> (of which only what follows '#' counts) or the header <c>x-amzn-ErrorType</c> (of which only what
    /// precedes ':' counts).
    /// </summary>
    public override WireError ReadError(byte[] body, IWebResponseData response)
    {
        string? type = null, message = null;
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                type = Text(document.RootElement, "__type") ?? Text(document.RootElement, "code");
                message = Text(document.RootElement, "message") ?? Text(document.RootElement, "Message");
            }
        }
        catch (JsonException)
        {
            // Not the service's own answer: the header and the status say what can be said.
        }
        type ??= response.IsHeaderPresent("x-amzn-ErrorType") ? response.GetHeaderValue("x-amzn-ErrorType") : null;
        return new WireError(type?[(type.LastIndexOf('#') + 1)..].Split(':')[0], message, ErrorType.Unknown, null);
    }

    public override string ExceptionName(string code) => code;

    public override UnmarshallerContext Context(Stream body, bool keepBody, IWebResponseData response, bool isError, IRequestContext? request) =>
        new JsonUnmarshallerContext(body, keepBody, response, isError, request);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static void WriteValue(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteStringValue(text);
                break;
            case ConstantClass constant:
                writer.WriteStringValue(constant.Value);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case DateTime time:
                writer.WriteNumberValue(new DateTimeOffset(time.ToUniversalTime()).ToUnixTimeMilliseconds() / 1000m);
                break;
            case IList list:
                writer.WriteStartArray();
                foreach (var item in list)
                {
                    WriteValue(writer, item!);
                }
                writer.WriteEndArray();
                break;
            default:
                WriteMembers(writer, value);
                break;
        }
    }

    private static void WriteMembers(Utf8JsonWriter writer, object source)
    {
        writer.WriteStartObject();
        foreach (var member in WireShape.Of(source.GetType()).Members)
        {
            if (member.Get(source) is { } value)
            {
                writer.WritePropertyName(member.JsonName);
                WriteValue(writer, value);
            }
        }
        writer.WriteEndObject();
    }

    private static void Fill(object target, JsonElement source)
    {
        foreach (var member in WireShape.Of(target.GetType()).Members)
        {
            if (source.TryGetProperty(member.JsonName, out var element) && element.ValueKind != JsonValueKind.Null)
            {
                member.Set(target, Value(element, member.Type));
            }
        }
    }

    private static object? Value(JsonElement element, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(DateTime) && element.ValueKind == JsonValueKind.Number)
        {
            return DateTime.UnixEpoch.AddMilliseconds((double)decimal.Round(element.GetDecimal() * 1000));
        }
        if (WireText.IsScalar(type))
        {
            return WireText.Parse(element.ToString(), type);
        }
        if (WireMember.ItemOf(type) is { } itemType)
        {
            var list = WireMember.NewList(itemType);
            foreach (var item in element.EnumerateArray())
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
