namespace BackoutBot.Runtime.Tests;

/// <summary>A directory of one test, gone after it.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("backoutbot-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
