using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BackoutBot.Benchmarks.Load;

/// <summary>One keep-alive connection that writes ready-made requests and reads no more of an answer than where it ends.</summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[16 * 1024];

    private HttpConnection()
    {
    }

    public static async Task<HttpConnection> OpenAsync(IPEndPoint server)
    {
        var connection = new HttpConnection();
        await connection.socket.ConnectAsync(server);
        return connection;
    }

    /// <summary>Sends the request and answers the response's status once all of it is here.</summary>
    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> request)
    {
        for (var rest = request; rest.Length > 0;)
        {
            rest = rest[await socket.SendAsync(rest, SocketFlags.None)..];
        }

        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), SocketFlags.None);
            if (read == 0)
            {
                throw new IOException("The server closed the connection in the middle of an answer.");
            }

            length += read;
            if (Status(buffer.AsSpan(0, length)) is { } status)
            {
                return status;
            }
        }
    }

    public void Dispose() => socket.Dispose();

    /// <summary>The status, or null while the answer is not whole.</summary>
    private static int? Status(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        var head = answer[..(end + 2)];
        var body = answer[(end + 4)..];
        if (!Utf8Parser.TryParse(head["HTTP/1.1 ".Length..], out int status, out _))
        {
            throw new IOException($"The server does not speak HTTP: {Encoding.ASCII.GetString(head)}");
        }

        var isWhole = Header(head, "\r\nContent-Length: "u8) is { } length ? body.Length >= length : body.EndsWith("0\r\n\r\n"u8);
        return isWhole ? status : null;
    }

    private static int? Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        var at = head.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..], out int value, out _) ? value : null;
    }
}
