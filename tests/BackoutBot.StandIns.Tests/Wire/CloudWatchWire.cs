using System.Buffers.Binary;
using System.Formats.Cbor;
using System.Globalization;
using System.Xml.Linq;

namespace BackoutBot.StandIns.Tests.Wire;

/// <summary>
/// What CloudWatch is asked and what it answers, in the protocol that the client speaks: releases of its package speak query or CBOR
/// (docs/vendor-sdks.md), and the service takes both.
/// </summary>
internal static class CloudWatchWire
{
    private const string QueryNamespace = "http://monitoring.amazonaws.com/doc/2010-08-01/";

    public static bool IsCbor(WireRequest request) => request.Headers.ContainsKey("smithy-protocol");

    /// <summary>Checks the frame of a request in its protocol.</summary>
    /// <returns>The parameters in the spelling of the query protocol, sorted.</returns>
    public static string[] Parameters(WireRequest request, string operation = "DescribeAlarms")
    {
        Assert.Equal(("POST", "eu-west-1/monitoring"), (request.Method, request.Scope));
        List<string> parameters = [];
        if (IsCbor(request))
        {
            Assert.Equal("rpc-v2-cbor", request.Headers["smithy-protocol"]);
            Assert.Equal($"/service/GraniteServiceVersion20100801/operation/{operation}", request.Target);
            Assert.Equal(("application/cbor", "application/cbor"), (request.Headers["Content-Type"], request.Headers["Accept"]));
            Assert.Equal("true", request.Headers["x-amzn-query-mode"]);
            Assert.False(request.Headers.ContainsKey("X-Amz-Target"));
            var reader = new CborReader(request.Bytes);
            Flatten(reader, string.Empty, parameters);
            Assert.Equal(0, reader.BytesRemaining);
        }
        else
        {
            Assert.Equal("/", request.Target);
            parameters.AddRange(request.Form);
            Assert.True(parameters.Remove($"Action={operation}") && parameters.Remove("Version=2010-08-01"), string.Join('\n', parameters));
        }
        return [.. parameters.Order(StringComparer.Ordinal)];
    }

    /// <summary>An answer of an operation.</summary>
    /// <param name="members">Strings, numbers, booleans, times, null, arrays of strings, numbers and times, arrays of members for structures, and arrays of those for lists of structures.</param>
    /// <param name="indefinite">Whether CBOR's maps and arrays come without their lengths.</param>
    /// <param name="wholeSeconds">Whether CBOR's times come as whole numbers.</param>
    /// <param name="operation">The operation.</param>
    public static WireAnswer Answer(Member[] members, bool indefinite = false, bool wholeSeconds = false, string operation = "DescribeAlarms") => WireAnswer.InTurn(request =>
    {
        if (!IsCbor(request))
        {
            return WireAnswer.Query(operation, string.Concat(members.Select(Xml)), QueryNamespace);
        }
        var writer = new CborWriter();
        Write(writer, members, indefinite, wholeSeconds);
        return Cbor(200, writer.Encode());
    });

    /// <summary>An error, whose code in the query protocol can differ from the name of its shape.</summary>
    /// <param name="code">The code of the query protocol.</param>
    /// <param name="shape">CBOR's <c>__type</c>.</param>
    /// <param name="status">The status.</param>
    /// <param name="message">What is said.</param>
    /// <param name="tellsCode">Whether CBOR's answer tells the code of the query protocol too.</param>
    public static WireAnswer Error(string code, string shape, int status, string message, bool tellsCode = true) => WireAnswer.InTurn(request =>
    {
        if (!IsCbor(request))
        {
            return WireAnswer.XmlError(code, status, message);
        }
        var writer = new CborWriter();
        Write(writer, [new("__type", shape), new("message", message)], indefinite: false, wholeSeconds: false);
        var answer = Cbor(status, writer.Encode());
        if (tellsCode)
        {
            answer.Headers["x-amzn-query-error"] = $"{code};Sender";
        }
        return answer;
    });

    /// <summary>The same bytes in either protocol's dress.</summary>
    public static WireAnswer Bytes(byte[] body, int status = 200) => WireAnswer.InTurn(request =>
        IsCbor(request) ? Cbor(status, body) : new WireAnswer(status, "text/xml", body));

    private static WireAnswer Cbor(int status, byte[] body)
    {
        var answer = new WireAnswer(status, "application/cbor", body);
        answer.Headers["smithy-protocol"] = "rpc-v2-cbor";
        return answer;
    }

    private static void Flatten(CborReader reader, string path, List<string> parameters)
    {
        switch (reader.PeekState())
        {
            case CborReaderState.StartMap:
                reader.ReadStartMap();
                while (reader.PeekState() != CborReaderState.EndMap)
                {
                    Flatten(reader, path + (path.Length == 0 ? "" : ".") + reader.ReadTextString(), parameters);
                }
                reader.ReadEndMap();
                break;
            case CborReaderState.StartArray:
                reader.ReadStartArray();
                var count = 0;
                while (reader.PeekState() != CborReaderState.EndArray)
                {
                    Flatten(reader, $"{path}.member.{++count}", parameters);
                }
                reader.ReadEndArray();
                if (count == 0)
                {
                    parameters.Add($"{path}=");
                }
                break;
            case CborReaderState.Tag:
                Assert.Equal(CborTag.UnixTimeSeconds, reader.ReadTag());
                parameters.Add($"{path}={DateTimeOffset.UnixEpoch.AddSeconds(reader.ReadDouble()):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}");
                break;
            case CborReaderState.Boolean:
                parameters.Add($"{path}={(reader.ReadBoolean() ? "true" : "false")}");
                break;
            case CborReaderState.UnsignedInteger:
                parameters.Add($"{path}={reader.ReadInt32().ToString(CultureInfo.InvariantCulture)}");
                break;
            default:
                parameters.Add($"{path}={reader.ReadTextString()}");
                break;
        }
    }

    private static string Xml(Member member) => member.Value switch
    {
        null => string.Empty,
        string[] list => new XElement(member.Name, list.Select(text => new XElement("member", text))).ToString(),
        double[] list => new XElement(member.Name, list.Select(number => new XElement("member", number))).ToString(),
        DateTimeOffset[] list => new XElement(member.Name, list.Select(time => new XElement("member", time))).ToString(),
        Member[][] list => $"<{member.Name}>{string.Concat(list.Select(members => $"<member>{string.Concat(members.Select(Xml))}</member>"))}</{member.Name}>",
        Member[] inner => $"<{member.Name}>{string.Concat(inner.Select(Xml))}</{member.Name}>",
        var value => new XElement(member.Name, value).ToString(),
    };

    private static void Write(CborWriter writer, Member[] members, bool indefinite, bool wholeSeconds)
    {
        writer.WriteStartMap(indefinite ? null : members.Length);
        foreach (var (name, value) in members)
        {
            writer.WriteTextString(name);
            switch (value)
            {
                case null: writer.WriteNull(); break;
                case string text: writer.WriteTextString(text); break;
                case bool flag: writer.WriteBoolean(flag); break;
                case int number: writer.WriteInt32(number); break;
                case double number: WriteDouble(writer, number); break;
                case DateTimeOffset time:
                    writer.WriteTag(CborTag.UnixTimeSeconds);
                    if (wholeSeconds)
                    {
                        writer.WriteInt64(time.ToUnixTimeSeconds());
                    }
                    else
                    {
                        WriteDouble(writer, time.ToUnixTimeMilliseconds() / 1000d);
                    }
                    break;
                case Member[] inner: Write(writer, inner, indefinite, wholeSeconds); break;
                case string[] list:
                    writer.WriteStartArray(indefinite ? null : list.Length);
                    foreach (var text in list)
                    {
                        writer.WriteTextString(text);
                    }
                    writer.WriteEndArray();
                    break;
                case double[] list:
                    writer.WriteStartArray(indefinite ? null : list.Length);
                    foreach (var number in list)
                    {
                        WriteDouble(writer, number);
                    }
                    writer.WriteEndArray();
                    break;
                case DateTimeOffset[] list:
                    writer.WriteStartArray(indefinite ? null : list.Length);
                    foreach (var time in list)
                    {
                        writer.WriteTag(CborTag.UnixTimeSeconds);
                        WriteDouble(writer, time.ToUnixTimeMilliseconds() / 1000d);
                    }
                    writer.WriteEndArray();
                    break;
                case Member[][] list:
                    writer.WriteStartArray(indefinite ? null : list.Length);
                    foreach (var item in list)
                    {
                        Write(writer, item, indefinite, wholeSeconds);
                    }
                    writer.WriteEndArray();
                    break;
                default: throw new ArgumentException($"No form for a {value.GetType()}", nameof(members));
            }
        }
        writer.WriteEndMap();
    }

    // The writer would shorten it, which AWS does not.
    private static void WriteDouble(CborWriter writer, double number)
    {
        var encoded = new byte[9];
        encoded[0] = 0xFB;
        BinaryPrimitives.WriteDoubleBigEndian(encoded.AsSpan(1), number);
        writer.WriteEncodedValue(encoded);
    }

    /// <summary>A member of an answer's structure.</summary>
    internal readonly record struct Member(string Name, object? Value);
}
