using System.Buffers.Binary;
using System.Formats.Cbor;

namespace BackoutBot.Sandbox.Wire;

/// <summary>Writes structures in CBOR, as "Smithy RPC v2 CBOR" has it.</summary>
internal static class CborReply
{
    private const byte DoubleHead = 0xFB;

    public static byte[] Write(Structure structure)
    {
        var writer = new CborWriter();
        WriteStructure(writer, structure);
        return writer.Encode();
    }

    private static void WriteStructure(CborWriter writer, Structure structure)
    {
        writer.WriteStartMap(structure.Count);
        foreach (var (name, value) in structure)
        {
            writer.WriteTextString(name);
            WriteValue(writer, value);
        }

        writer.WriteEndMap();
    }

    private static void WriteValue(CborWriter writer, object value)
    {
        switch (value)
        {
            case string text: writer.WriteTextString(text); break;
            case bool flag: writer.WriteBoolean(flag); break;
            case int number: writer.WriteInt32(number); break;
            case double number: WriteDouble(writer, number); break;
            case DateTimeOffset at: WriteTime(writer, at); break;
            case Structure inner: WriteStructure(writer, inner); break;
            case IReadOnlyList<string> list: WriteList(writer, list, (to, text) => to.WriteTextString(text)); break;
            case IReadOnlyList<double> list: WriteList(writer, list, WriteDouble); break;
            case IReadOnlyList<DateTimeOffset> list: WriteList(writer, list, WriteTime); break;
            case IReadOnlyList<Structure> list: WriteList(writer, list, WriteStructure); break;
            default: throw new InvalidOperationException($"A member can't be of type {value.GetType()}.");
        }
    }

    private static void WriteList<T>(CborWriter writer, IReadOnlyList<T> list, Action<CborWriter, T> write)
    {
        writer.WriteStartArray(list.Count);
        foreach (var item in list)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
    }

    // "Timestamp type serialization": tag 1, seconds, to the millisecond.
    private static void WriteTime(CborWriter writer, DateTimeOffset at)
    {
        writer.WriteTag(CborTag.UnixTimeSeconds);
        WriteDouble(writer, at.ToUnixTimeMilliseconds() / 1000d);
    }

    // The writer would shorten what fits to half precision, which "SHOULD NOT" be sent: not every client reads it.
    private static void WriteDouble(CborWriter writer, double number)
    {
        var encoded = new byte[1 + sizeof(double)];
        encoded[0] = DoubleHead;
        BinaryPrimitives.WriteDoubleBigEndian(encoded.AsSpan(1), number);
        writer.WriteEncodedValue(encoded);
    }
}
