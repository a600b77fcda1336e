using System.Net.ServerSentEvents;
using System.Text.Json;

namespace BackoutBot.Sandbox.Play;

/// <summary>What one person sees of the chat, kept up to date by the console's event streams; connects again when the bot was away.</summary>
internal sealed class ChatWatch : IAsyncDisposable
{
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, PlayedMessage> _messages = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly ConsoleUser _user;
    private readonly TimeProvider _time;
    private readonly Action<PlayedMessage> _seen;
    private readonly Task[] _streams;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="user">Who looks.</param>
    /// <param name="time">The clock of the pause between two connections.</param>
    /// <param name="seen">Is told of each message and each change, in order.</param>
    /// <param name="channels">The channels to look at.</param>
    public ChatWatch(ConsoleUser user, TimeProvider time, Action<PlayedMessage> seen, params string[] channels)
    {
        _seen = seen;
        _user = user;
        _time = time;
        _streams = [.. channels.Select(FollowAsync)];
    }

    /// <summary>Everything seen, oldest first.</summary>
    public IReadOnlyList<PlayedMessage> Messages
    {
        get
        {
            lock (_gate)
            {
                return [.. _messages.Values.OrderBy(message => message.At)];
            }
        }
    }

    /// <summary>Waits until <paramref name="find"/> finds something in what was seen.</summary>
    /// <param name="what">What is waited for, in words.</param>
    /// <param name="find">Looks for it; may throw <see cref="PlayFailedException"/> where it can't come any more.</param>
    /// <param name="cancellationToken">The story's deadline.</param>
    /// <exception cref="PlayFailedException">It did not come in time.</exception>
    public async Task<T> WaitForAsync<T>(string what, Func<IReadOnlyList<PlayedMessage>, T?> find, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                changed = _changed.Task;
            }

            if (find(Messages) is { } found)
            {
                return found;
            }

            try
            {
                await changed.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                throw new PlayFailedException($"Waited for {what}, and it did not come in time.");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_streams);
        _closing.Dispose();
    }

    private async Task FollowAsync(string channel)
    {
        string? last = null;
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                await using Stream stream = await _user.ListenAsync(channel, last, _closing.Token);
                await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync(_closing.Token))
                {
                    last = item.EventType == "reload" ? null : item.EventId ?? last;
                    if (item.EventType == "message")
                    {
                        Take(JsonSerializer.Deserialize<MessageNews>(item.Data, ConsoleUser.Json)!);
                    }
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                // The bot is away or the play is over; the loop's condition tells which.
            }

            await Task.Delay(ReconnectAfter, _time, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Take(MessageNews news)
    {
        if (news.Html is not { } html || MessageReader.Read(news.Channel, news.Thread, html) is not { } message)
        {
            return;
        }

        TaskCompletionSource changed;
        lock (_gate)
        {
            _messages[message.Key] = message;
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _seen(message);
        changed.SetResult();
    }

    private sealed record MessageNews(string Key, string Channel, string? Thread, string? Html);
}
