using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace BackoutBot.Sandbox.Play;

/// <summary>One person at a browser of their own: the console's HTTP interface, with nothing that a page could not do.</summary>
internal sealed class ConsoleUser : IDisposable
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly HttpClient _http;

    private ConsoleUser(string name, HttpClient http)
    {
        Name = name;
        _http = http;
    }

    public string Name { get; }

    /// <summary>Opens the console and becomes the person of that name.</summary>
    public static async Task<ConsoleUser> SignInAsync(Uri console, string name, CancellationToken cancellationToken)
    {
        HttpClient http = new(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = console, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Add("X-BackoutBot", "console");
        ConsoleUser user = new(name, http);
        try
        {
            using HttpResponseMessage page = await http.GetAsync(new Uri("/", UriKind.Relative), cancellationToken);
            await RefuseAsync(page, $"open the console at {console}", cancellationToken);
            await user.PostAsync("/console/identity", new { person = name }, $"act as {name}", cancellationToken);
            return user;
        }
        catch (HttpRequestException e)
        {
            user.Dispose();
            throw new PlayFailedException($"The console at {console} does not answer: {e.Message}");
        }
        catch
        {
            user.Dispose();
            throw;
        }
    }

    public Task BreakProductionAsync(CancellationToken cancellationToken) =>
        PostAsync("/sandbox/break-production", new { }, "break production", cancellationToken);

    /// <summary>Types a text in a channel.</summary>
    public Task SayAsync(string channel, string text, CancellationToken cancellationToken) =>
        PostAsync("/console/submit", new { key = Key(), channel, text }, $"say '{text}' in {channel}", cancellationToken);

    /// <summary>Presses a button.</summary>
    public Task PressAsync(PlayedButton button, string? input, CancellationToken cancellationToken) => PostAsync(
        "/console/submit",
        new { key = Key(), channel = button.Channel, backout = button.Backout, press = new { verb = button.Verb, plan = button.Plan, step = button.Step, input } },
        $"press '{button.Label}'",
        cancellationToken);

    /// <summary>Opens a channel's event stream, from after the event of that id on.</summary>
    public async Task<Stream> ListenAsync(string channel, string? after, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, $"/console/events?channel={Uri.EscapeDataString(channel)}");
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after);
        }

        HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private static string Key() => Guid.CreateVersion7().ToString("N");

    private async Task PostAsync<T>(string path, T body, string what, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await _http.PostAsJsonAsync(path, body, Json, cancellationToken);
        await RefuseAsync(response, what, cancellationToken);
    }

    private static async Task RefuseAsync(HttpResponseMessage response, string what, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            string body = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new PlayFailedException($"Could not {what}: the console answered {(int)response.StatusCode} {Excerpt(body)}");
        }
    }

    private static string Excerpt(string body) => body.Length <= 400 ? body : body[..400] + "…";
}
