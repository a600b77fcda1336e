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
            case DateTimeOffset at:
                // "Timestamp type serialization": tag 1, seconds, to the millisecond.
                writer.WriteTag(CborTag.UnixTimeSeconds);
                WriteDouble(writer, at.ToUnixTimeMilliseconds() / 1000d);
                break;
            case IReadOnlyList<string> list:
                writer.WriteStartArray(list.Count);
                foreach (var text in list)
                {
                    writer.WriteTextString(text);
                }

                writer.WriteEndArray();
                break;
            case IReadOnlyList<Structure> list:
                writer.WriteStartArray(list.Count);
                foreach (var structure in list)
                {
                    WriteStructure(writer, structure);
                }

                writer.WriteEndArray();
                break;
            default: throw new InvalidOperationException($"A member can't be of type {value.GetType()}.");
        }
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
