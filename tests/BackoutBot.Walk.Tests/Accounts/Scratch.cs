namespace BackoutBot.Walk.Tests.Accounts;

/// <summary>Folders for one case. Each change is on disk before it is answered, so they are in memory where the system offers that.</summary>
internal static class Scratch
{
    private const string Memory = "/dev/shm";

    public static string NewFolder()
    {
        var folder = Path.Combine(Directory.Exists(Memory) ? Memory : Path.GetTempPath(), $"backoutbot-walk-{Path.GetRandomFileName()}");
        Directory.CreateDirectory(folder);
        return folder;
    }
}
