using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using BackoutBot.EndToEnd.Tests.World;
using Xunit.Sdk;

namespace BackoutBot.EndToEnd.Tests.Processes;

/// <summary>A program that listens at one address, however often it is killed and started. Its process dies with it, and with the test run.</summary>
internal abstract class ServerProcess : IDisposable
{
    private static readonly ConcurrentDictionary<int, bool> GivenOut = new();
    private const int KeptOutput = 12_000;

    private readonly Lock gate = new();
    private readonly StringBuilder output = new();
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly EventHandler killAtExit;
    private Process? process;

    protected ServerProcess(string name)
    {
        Name = name;
        Address = FreeAddress();
        killAtExit = (_, _) => Kill();
        AppDomain.CurrentDomain.ProcessExit += killAtExit;
    }

    public string Name { get; }

    public Uri Address { get; }

    /// <summary>How often it was started.</summary>
    public int Starts { get; private set; }

    /// <summary>The latest of what it wrote, for the message of a failure.</summary>
    public string Output
    {
        get
        {
            lock (gate)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Answers once it is ready.</summary>
    protected abstract string ReadyPath { get; }

    /// <summary>Is done when the running process has ended.</summary>
    public Task ExitedAsync(CancellationToken cancellationToken) => process!.WaitForExitAsync(cancellationToken);

    /// <summary>Waits until it is ready, or has ended again.</summary>
    /// <returns>Whether it is ready.</returns>
    public async Task<bool> ReadyOrEndedAsync() =>
        await Eventually.GetAsync($"{Name} to be ready", async () =>
        {
            if (process!.HasExited)
            {
                return "ended";
            }

            using HttpResponseMessage answer = await http.GetAsync(new Uri(Address, ReadyPath));
            return answer.IsSuccessStatusCode ? "ready" : null;
        }) == "ready";

    /// <summary>Waits until it is ready.</summary>
    public async Task ReadyAsync()
    {
        if (!await ReadyOrEndedAsync())
        {
            throw new XunitException($"{Name} ended with exit code {process!.ExitCode} before it was ready.\n{Output}");
        }
    }

    /// <summary>Ends it at once: SIGKILL, to it and to what it started.</summary>
    public void Kill()
    {
        if (process is { HasExited: false } running)
        {
            running.Kill(entireProcessTree: true);
            running.WaitForExit();
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= killAtExit;
        Kill();
        process?.Dispose();
        http.Dispose();
    }

    protected void Launch(string program, string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> settings)
    {
        Kill();
        process?.Dispose();
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach ((string key, string value) in settings)
        {
            start.Environment[key] = value;
        }

        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        Starts++;
        Keep($"--- start {Starts}: {string.Join(' ', start.ArgumentList)} {string.Join(' ', settings.Select(setting => $"{setting.Key}={setting.Value}"))}");
        _ = process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>An address that nobody else takes before the program does: outside of what the system gives out by itself, and given out here once.</summary>
    private static Uri FreeAddress()
    {
        while (true)
        {
            int port = Random.Shared.Next(10_240, 32_768);
            try
            {
                using TcpListener listener = new(IPAddress.Loopback, port);
                listener.Start();
                if (GivenOut.TryAdd(port, true))
                {
                    return new Uri($"http://127.0.0.1:{port}");
                }
            }
            catch (SocketException)
            {
                // Somebody listens there.
            }
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (gate)
        {
            _ = output.AppendLine(line);
            if (output.Length > KeptOutput)
            {
                _ = output.Remove(0, output.Length - KeptOutput);
            }
        }
    }
}
