namespace BackoutBot.Tests.PlanFiles;

/// <summary>A folder of plan files that is gone after the test.</summary>
internal sealed class PlanFolderFixture : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("backoutbot-plans-").FullName;

    public PlanFolderFixture With(string name, string text)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, name), text);
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
