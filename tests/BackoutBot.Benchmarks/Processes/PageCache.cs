using System.Runtime.InteropServices;

namespace BackoutBot.Benchmarks.Processes;

/// <summary>Asks the kernel to forget what it keeps of files, so that the next reader goes to the disk. Needs no privilege.</summary>
internal static partial class PageCache
{
    private const int DontNeed = 4;

    /// <summary>Drops all files of the folder. What another process has mapped stays.</summary>
    public static void Drop(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var file = File.OpenHandle(path);
            _ = Advise((int)file.DangerousGetHandle(), 0, 0, DontNeed);
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(int file, long offset, long length, int advice);
}
