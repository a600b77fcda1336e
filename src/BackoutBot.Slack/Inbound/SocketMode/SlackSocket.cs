using System.Net.WebSockets;
using System.Text;
using BackoutBot.Slack.Gate;
using BackoutBot.Slack.Outbound.Calls;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Slack.Inbound.SocketMode;

/// <summary>
/// Socket Mode: Slack sends what it would send over HTTP down a connection that the bot opened. SlackNet's own client acknowledges an
/// event before its handler has run, and whatever failed; here what is acknowledged is on disk. Two connections, since Slack closes each
/// from time to time.
/// </summary>
internal sealed partial class SlackSocket(SocketAddress address, SlackReceiver receiver, IHttpContextAccessor accessor, IServiceScopeFactory scopes, TimeProvider time, ILogger<SlackSocket> logger) : BackgroundService
{
    private const int Connections = 2;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(1, Connections).Select(number => KeepOpenAsync(number, stoppingToken)));

    private async Task KeepOpenAsync(int number, CancellationToken stoppingToken)
    {
        var wait = TimeSpan.Zero;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                using var socket = new ClientWebSocket { Options = { KeepAliveInterval = TimeSpan.FromSeconds(30), KeepAliveTimeout = TimeSpan.FromSeconds(30) } };
                await socket.ConnectAsync(await address.NextAsync(stoppingToken), stoppingToken);
                LogOpen(logger, number);
                wait = TimeSpan.Zero;
                await ListenAsync(socket, stoppingToken);
                LogClosed(logger, number);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                var pause = (fault as SlackCallException)?.Fault.After ?? TimeSpan.Zero;
                wait = wait == TimeSpan.Zero ? TimeSpan.FromSeconds(1) : wait * 2 > LongestWait ? LongestWait : wait * 2;
                wait = pause > wait ? pause : wait;
                LogLost(logger, fault, number, wait);
                await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(ClientWebSocket socket, CancellationToken stoppingToken)
    {
        using var sending = new SemaphoreSlim(1);
        var handling = new List<Task>();
        try
        {
            while (await ReadAsync(socket, stoppingToken) is { } message)
            {
                if (SocketEnvelope.Parse(message) is not { } envelope)
                {
                    LogNotUnderstood(logger);
                    continue;
                }

                if (envelope.Type == "disconnect")
                {
                    return;
                }

                handling.RemoveAll(task => task.IsCompleted);
                handling.Add(Task.Run(() => HandleAsync(socket, sending, envelope, stoppingToken), CancellationToken.None));
            }
        }
        finally
        {
            // What came in is kept and acknowledged before the connection goes.
            await Task.WhenAll(handling);
        }
    }

    private static async Task<byte[]?> ReadAsync(ClientWebSocket socket, CancellationToken stoppingToken)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), stoppingToken);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(buffer, 0, part.Count);
            if (message.Length > SlackGate.LargestBody)
            {
                throw new InvalidDataException($"Slack sent a message of more than {SlackGate.LargestBody} bytes.");
            }

            if (part.EndOfMessage)
            {
                return message.ToArray();
            }
        }
    }

    private async Task HandleAsync(ClientWebSocket socket, SemaphoreSlim sending, SocketEnvelope envelope, CancellationToken stoppingToken)
    {
        try
        {
            if (envelope is not { Id: not null, Payload: not null } || await ReceiveAsync(envelope) is not { } answer)
            {
                return;
            }

            // Without an acknowledgement Slack sends an event again, and shows a person an error.
            if (answer.Status >= StatusCodes.Status500InternalServerError)
            {
                return;
            }

            await sending.WaitAsync(stoppingToken);
            try
            {
                await socket.SendAsync(envelope.Acknowledge(answer.ContentType == "application/json" ? answer.Body : null), WebSocketMessageType.Text, endOfMessage: true, stoppingToken);
            }
            finally
            {
                sending.Release();
            }
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            LogNotAcknowledged(logger, fault, envelope.Type);
        }
        catch (OperationCanceledException)
        {
            // Slack sends it again, to the next process.
        }
    }

    private async Task<SlackAnswer?> ReceiveAsync(SocketEnvelope envelope)
    {
        // As a request over HTTP would have come, so that there is one way in.
        await using var scope = scopes.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Method = HttpMethods.Post;
        accessor.HttpContext = context;
        var payload = envelope.Payload!;
        return envelope.Type switch
        {
            "events_api" => await receiver.EventAsync(context, Encoding.UTF8.GetBytes(payload.ToJsonString())),
            "interactive" => await receiver.ActionAsync(context, Form([KeyValuePair.Create("payload", payload.ToJsonString())])),
            "slash_commands" => await receiver.CommandAsync(context, Form(payload.Select(field => KeyValuePair.Create(field.Key, field.Value?.ToString() ?? "")))),
            _ => null,
        };
    }

    private static byte[] Form(IEnumerable<KeyValuePair<string, string>> fields) =>
        Encoding.UTF8.GetBytes(string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}")));
}
