using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BackoutBot.Benchmarks.Figures;

/// <summary>What the figures were measured on.</summary>
/// <param name="Processor">The processor's name.</param>
/// <param name="Cores">How many cores may be used.</param>
/// <param name="MemoryGiB">How much memory may be used.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="SyncMilliseconds">What it costs the disk to make a small write durable (fsync), median.</param>
internal sealed record Machine(string Processor, int Cores, double MemoryGiB, string System, string Runtime, double SyncMilliseconds)
{
    /// <param name="directory">A folder on the disk that the bot's data is put on.</param>
    public static Machine Look(string directory) => new(
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[1] ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30), 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        Math.Round(Sync(directory), 3));

    public override string ToString() =>
        $"{Processor}, {Cores} cores, {MemoryGiB} GiB · {System} · {Runtime} · fsync of 4 KiB: {SyncMilliseconds} ms";

    private static double Sync(string directory)
    {
        var path = Path.Combine(directory, "sync.probe");
        var page = new byte[4096];
        var times = new List<double>();
        using (SafeFileHandle file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            for (var i = 0; i < 100; i++)
            {
                var begin = Stopwatch.GetTimestamp();
                RandomAccess.Write(file, page, i * (long)page.Length);
                RandomAccess.FlushToDisk(file);
                times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            }
        }

        File.Delete(path);
        return Statistics.Median(times);
    }
}
