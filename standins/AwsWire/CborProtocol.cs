using System.Collections;
using System.Formats.Cbor;
using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace AwsWire;

/// <summary>
/// The protocol that AWS calls smithy-rpc-v2-cbor: the operation in the path, CBOR in and out. Its services come from the query protocol, so
/// the codes of that are asked for and taken.
/// </summary>
/// <param name="serviceShape">The name of the service's shape, which the path names.</param>
internal sealed class CborProtocol(string serviceShape) : WireProtocol
{
    public override void Write(IRequest request, AmazonWebServiceRequest input, string operation, WireService service)
    {
        request.HttpMethod = "POST";
        request.ResourcePath = $"/service/{serviceShape}/operation/{operation}";
        request.Headers["smithy-protocol"] = "rpc-v2-cbor";
        request.Headers["Content-Type"] = "application/cbor";
        request.Headers["Accept"] = "application/cbor";
        request.Headers["x-amzn-query-mode"] = "true";
        request.Headers["x-amz-api-version"] = service.Version;
        var writer = new CborWriter();
        WriteMembers(writer, input);
        request.Content = writer.Encode();
    }

    public override string? Read(Stream body, AmazonWebServiceResponse output)
    {
        using var buffer = new MemoryStream();
        body.CopyTo(buffer);
        Fill(output, new CborReader(buffer.ToArray()));
        return null;
    }

    /// <summary>The code is <c>__type</c>, of which only what follows '#' counts, unless the header has the code of the query protocol.</summary>
    public override WireError ReadError(byte[] body, IWebResponseData response)
    {
        string? code = null, message = null;
        try
        {
            (code, message) = ReadError(new CborReader(body));
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            // Not the service's own answer: the header and the status say what can be said.
        }
        var type = response.StatusCode switch
        {
            HttpStatusCode.BadRequest => ErrorType.Sender,
            HttpStatusCode.InternalServerError => ErrorType.Receiver,
            _ => ErrorType.Unknown,
        };
        if (response.GetHeaderValue("x-amzn-query-error")?.Split(';') is [var queryCode, var culprit])
        {
            code = queryCode;
            type = Enum.TryParse(culprit, ignoreCase: true, out ErrorType parsed) ? parsed : type;
        }
        return new WireError(code, message ?? (code is null ? null : $"The service says {code}, and no more"), type, null);
    }

    /// <summary>The class is named like the shape, and ends in "Exception" also where that does not.</summary>
    public override string ExceptionName(string code) => code.EndsWith("Exception", StringComparison.Ordinal) ? code : code + "Exception";

    public override UnmarshallerContext Context(Stream body, bool keepBody, IWebResponseData response, bool isError, IRequestContext? request) =>
        new CborContext(body, keepBody, response, isError);

    /// <summary>Whether that is what reading something else than the CBOR that was meant ends in.</summary>
    public static bool IsUnreadable(Exception exception) => exception is CborContentException or InvalidOperationException or OverflowException;

    private static (string? Code, string? Message) ReadError(CborReader reader)
    {
        string? code = null, message = null;
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            switch (reader.ReadTextString())
            {
                case "__type" when reader.PeekState() != CborReaderState.Null:
                    var shape = reader.ReadTextString();
                    code = shape[(shape.LastIndexOf('#') + 1)..].Split(':')[0];
                    break;
                case "message" or "Message" when reader.PeekState() != CborReaderState.Null:
                    message = reader.ReadTextString();
                    break;
                default:
                    reader.SkipValue();
                    break;
            }
        }
        return (code, message);
    }

    private static void WriteMembers(CborWriter writer, object source)
    {
        writer.WriteStartMap(null);
        foreach (var member in WireShape.Of(source.GetType()).Members)
        {
            if (member.Get(source) is { } value)
            {
                writer.WriteTextString(member.Name);
                WriteValue(writer, value);
            }
        }
        writer.WriteEndMap();
    }

    private static void WriteValue(CborWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteTextString(text);
                break;
            case ConstantClass constant:
                writer.WriteTextString(constant.Value);
                break;
            case bool flag:
                writer.WriteBoolean(flag);
                break;
            case int number:
                writer.WriteInt32(number);
                break;
            case long number:
                writer.WriteInt64(number);
                break;
            case IList list:
                writer.WriteStartArray(list.Count);
                foreach (var item in list)
                {
                    WriteValue(writer, item!);
                }
                writer.WriteEndArray();
                break;
            case DateTime time:
                writer.WriteTag(CborTag.UnixTimeSeconds);
                writer.WriteDouble(new DateTimeOffset(time.ToUniversalTime()).ToUnixTimeMilliseconds() / 1000d);
                break;
            case double:
                throw new NotSupportedException($"No operation here sends a {value.GetType().Name}");
            default:
                WriteMembers(writer, value);
                break;
        }
    }

    private static void Fill(object target, CborReader reader)
    {
        var shape = WireShape.Of(target.GetType());
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            var name = reader.ReadTextString();
            if (shape.Members.FirstOrDefault(member => member.Name == name) is not { } known)
            {
                reader.SkipValue();
            }
            else if (Value(reader, known.Type) is { } value)
            {
                known.Set(target, value);
            }
        }
        reader.ReadEndMap();
    }

    private static object? Value(CborReader reader, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (reader.PeekState() is CborReaderState.Null or CborReaderState.SimpleValue)
        {
            // Null, or undefined, which means the same here.
            reader.SkipValue();
            return null;
        }
        if (type == typeof(DateTime))
        {
            return Time(reader);
        }
        if (WireText.IsScalar(type))
        {
            return Scalar(reader, type);
        }
        if (WireMember.ItemOf(type) is { } itemType)
        {
            var list = WireMember.NewList(itemType);
            reader.ReadStartArray();
            while (reader.PeekState() != CborReaderState.EndArray)
            {
                list.Add(Value(reader, itemType));
            }
            reader.ReadEndArray();
            return list;
        }
        var structure = Activator.CreateInstance(type)!;
        Fill(structure, reader);
        return structure;
    }

    private static object Scalar(CborReader reader, Type type) =>
        type == typeof(bool) ? reader.ReadBoolean()
        : type == typeof(int) ? reader.ReadInt32()
        : type == typeof(long) ? reader.ReadInt64()
        : type == typeof(double) ? Number(reader)
        : type == typeof(string) ? reader.ReadTextString()
        : WireText.Constant(reader.ReadTextString(), type);

    /// <summary>Seconds since 1970 behind tag 1, whole or not, to the millisecond.</summary>
    private static DateTime Time(CborReader reader)
    {
        if (reader.ReadTag() is not CborTag.UnixTimeSeconds and var tag)
        {
            throw new InvalidOperationException($"A time can't have the tag {tag}");
        }
        return DateTime.UnixEpoch.AddMilliseconds(Math.Round(Number(reader) * 1000));
    }

    /// <summary>A number that may be sent whole when it is.</summary>
    private static double Number(CborReader reader) =>
        reader.PeekState() is CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger ? reader.ReadInt64() : reader.ReadDouble();
}
