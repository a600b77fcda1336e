using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using BackoutBot.Benchmarks.Load;

namespace BackoutBot.Benchmarks.Processes;

/// <summary>A server under measurement. It is killed when it is disposed, and at the latest when this process ends.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(1);
    private static readonly ReadOnlyMemory<byte> Probe = "GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"u8.ToArray();

    private readonly Process process;
    private readonly EventHandler killAtExit;
    private readonly string name;
    private readonly string logPath;

    private ServerProcess(string name, Process process, string logPath, Uri address)
    {
        this.name = name;
        this.process = process;
        this.logPath = logPath;
        Address = address;
        killAtExit = (_, _) => Kill();
        AppDomain.CurrentDomain.ProcessExit += killAtExit;
    }

    public Uri Address { get; }

    /// <summary>The processor time that it has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>What of it is in memory now (VmRSS), in MiB.</summary>
    public double ResidentMiB
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / (double)(1 << 20);
        }
    }

    /// <summary>Starts the program, which must be told in <paramref name="arguments"/> to listen at <paramref name="address"/>.</summary>
    public static ServerProcess Start(string name, string logFolder, Uri address, string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? settings = null)
    {
        // The shell hands the log file over and is replaced by the program: no copying of logs here, where the load comes from.
        var logPath = Path.Combine(logFolder, $"{name}.log");
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" >>\"$0\" 2>&1", logPath, program, .. arguments]) { WorkingDirectory = logFolder };

        // This process's own socket setting is not for what it measures.
        start.Environment.Remove("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS");
        start.Environment.Remove("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT");
        foreach (var (key, value) in settings ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start) ?? throw new BenchmarkException($"{program} could not be started.");
        return new ServerProcess(name, process, logPath, address);
    }

    /// <summary>An address that was free a moment ago.</summary>
    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    /// <summary>Waits for the first 200 of <c>/readyz</c>; answers how long that took.</summary>
    public async Task<TimeSpan> WaitUntilReadyAsync()
    {
        var begin = Stopwatch.GetTimestamp();
        var endpoint = new IPEndPoint(IPAddress.Parse(Address.Host), Address.Port);
        var status = 0;
        while (Stopwatch.GetElapsedTime(begin) < ReadyWithin)
        {
            if (process.HasExited)
            {
                throw new BenchmarkException($"{name} ended with exit code {process.ExitCode} before it was ready: see {logPath}.");
            }

            try
            {
                using var connection = await HttpConnection.OpenAsync(endpoint);
                status = await connection.SendAsync(Probe).AsTask().WaitAsync(ReadyWithin);
                if (status == 200)
                {
                    return Stopwatch.GetElapsedTime(begin);
                }
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                // It does not listen yet.
            }

            await Task.Delay(AskEvery);
        }

        throw new BenchmarkException($"{name} was not ready within {ReadyWithin.TotalSeconds} s (its last answer was {status}): see {logPath}.");
    }

    /// <summary>Ends it at once, as a crash would (SIGKILL).</summary>
    public void Kill()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= killAtExit;
        Kill();
        process.Dispose();
    }
}
