using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace BackoutBot.Teams.Tests.Manifests;

/// <summary>A PNG of 8-bit RGBA without filters, as <c>icons.py</c> writes it.</summary>
/// <param name="Size">Width and height in pixels.</param>
/// <param name="Pixels">Red, green, blue, alpha of each.</param>
internal sealed record Icon(int Size, IReadOnlyList<(byte Red, byte Green, byte Blue, byte Alpha)> Pixels)
{
    public static Icon Read(byte[] png)
    {
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        int size = 0;
        using MemoryStream packed = new();
        for (int at = 8; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            string kind = Encoding.ASCII.GetString(png, at + 4, 4);
            ReadOnlySpan<byte> data = png.AsSpan(at + 8, length);
            if (kind == "IHDR")
            {
                size = BinaryPrimitives.ReadInt32BigEndian(data);
                Assert.Equal(size, BinaryPrimitives.ReadInt32BigEndian(data[4..]));
                Assert.Equal([8, 6], data[8..10].ToArray());
            }
            else if (kind == "IDAT")
            {
                packed.Write(data);
            }

            at += length + 12;
        }

        packed.Position = 0;
        using ZLibStream unpacking = new(packed, CompressionMode.Decompress);
        using MemoryStream rows = new();
        unpacking.CopyTo(rows);
        byte[] bytes = rows.ToArray();
        int row = (size * 4) + 1;
        Assert.Equal(size * row, bytes.Length);
        Assert.All(Enumerable.Range(0, size), number => Assert.Equal(0, bytes[number * row]));
        return new Icon(size, [.. Enumerable.Range(0, size * size).Select(pixel => (pixel / size * row) + 1 + (pixel % size * 4)).Select(at => (bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]))]);
    }
}
