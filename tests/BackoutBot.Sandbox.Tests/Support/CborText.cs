using System.Formats.Cbor;
using System.Text.Json.Nodes;

namespace BackoutBot.Sandbox.Tests.Support;

/// <summary>CBOR from and to what a test can say; shares nothing with the sandbox's.</summary>
internal static class CborText
{
    /// <summary>A structure of strings, integers and lists of strings.</summary>
    public static byte[] Write(params (string Name, object Value)[] members)
    {
        var writer = new CborWriter();
        writer.WriteStartMap(null);
        foreach (var (name, value) in members)
        {
            writer.WriteTextString(name);
            switch (value)
            {
                case string text: writer.WriteTextString(text); break;
                case int number: writer.WriteInt32(number); break;
                default:
                    writer.WriteStartArray(null);
                    foreach (var text in (string[])value)
                    {
                        writer.WriteTextString(text);
                    }

                    writer.WriteEndArray();
                    break;
            }
        }

        writer.WriteEndMap();
        return writer.Encode();
    }

    public static JsonNode Read(byte[] bytes)
    {
        var reader = new CborReader(bytes);
        var node = Read(reader)!;
        Assert.Equal(0, reader.BytesRemaining);
        return node;
    }

    private static JsonNode? Read(CborReader reader)
    {
        switch (reader.PeekState())
        {
            case CborReaderState.StartMap:
                var structure = new JsonObject();
                reader.ReadStartMap();
                while (reader.PeekState() != CborReaderState.EndMap)
                {
                    structure.Add(reader.ReadTextString(), Read(reader));
                }

                reader.ReadEndMap();
                return structure;
            case CborReaderState.StartArray:
                var list = new JsonArray();
                reader.ReadStartArray();
                while (reader.PeekState() != CborReaderState.EndArray)
                {
                    list.Add(Read(reader));
                }

                reader.ReadEndArray();
                return list;
            case CborReaderState.Tag:
                Assert.Equal(CborTag.UnixTimeSeconds, reader.ReadTag());
                return new JsonObject { ["seconds"] = reader.ReadDouble() };
            case CborReaderState.TextString: return reader.ReadTextString();
            case CborReaderState.Boolean: return reader.ReadBoolean();
            case CborReaderState.DoublePrecisionFloat: return reader.ReadDouble();
            default: return reader.ReadInt32();
        }
    }
}
