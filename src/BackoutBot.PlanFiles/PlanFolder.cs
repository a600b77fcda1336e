using BackoutBot.PlanFiles.Yaml;

namespace BackoutBot.PlanFiles;

/// <summary>Reads a folder of plan files, or one file.</summary>
public static class PlanFolder
{
    /// <summary>Far above any plan; keeps a wrong file from being read into memory.</summary>
    private const int MaxBytes = 256 * 1024;

    /// <summary>Reads everything and reports every fault. Never throws for what stands in the files or is missing.</summary>
    /// <param name="path">A folder, whose <c>*.yaml</c> are read, or a file.</param>
    /// <param name="provider">The provider's section.</param>
    public static PlanCatalogue Read(string path, IPlanSection provider)
    {
        List<PlanFault> faults = [];
        List<PlanFileReading> files = [.. Files(path, faults).Select(file => ReadFile(file, faults, provider)).OfType<PlanFileReading>()];
        faults.AddRange(files.SelectMany(file => file.Faults.All));
        faults.AddRange(Duplicates(files));
        return new PlanCatalogue(path, files, [.. faults.OrderBy(fault => fault.File, StringComparer.Ordinal).ThenBy(fault => fault.Line).ThenBy(fault => fault.Column)]);
    }

    private static string[] Files(string path, List<PlanFault> faults)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        if (!Directory.Exists(path))
        {
            faults.Add(Whole(path, "there is no such folder or file", "name the folder of the plan files, or create it"));
            return [];
        }

        string[] files = Directory.GetFiles(path, "*.yaml");
        Array.Sort(files, StringComparer.Ordinal);
        faults.AddRange(Directory.GetFiles(path, "*.yml").Select(file => Whole(file, "the file is not read", "rename it to end in .yaml")));
        if (files.Length == 0)
        {
            faults.Add(Whole(path, "there is no plan file in the folder", "write one as docs/plan-files.md tells"));
        }

        return files;
    }

    private static PlanFileReading? ReadFile(string file, List<PlanFault> faults, IPlanSection provider)
    {
        try
        {
            if (new FileInfo(file).Length <= MaxBytes)
            {
                return PlanFileReader.Read(file, File.ReadAllText(file), provider);
            }

            faults.Add(Whole(file, $"the file has more than {MaxBytes / 1024} KiB", "write one service a file"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(Whole(file, $"the file can't be read ({e.Message.TrimEnd('.')})", "let the bot's user read it"));
        }

        return null;
    }

    private static PlanFault Whole(string path, string problem, string fix) =>
        new(path, Position.Start.Line, Position.Start.Column, string.Empty, problem, fix);

    /// <summary>What two files both say is theirs is a fault of both: nobody knows which of them is right.</summary>
    private static IEnumerable<PlanFault> Duplicates(List<PlanFileReading> files)
    {
        var claims = files.SelectMany(file => file.Claims.Select(claim => (file.Faults.File, Claim: claim)));
        foreach (var group in claims.GroupBy(entry => entry.Claim.Resource, StringComparer.Ordinal))
        {
            foreach ((string file, Claim claim) in group)
            {
                if (group.FirstOrDefault(entry => entry.File != file) is { File: not null } other)
                {
                    yield return new PlanFault(
                        file, claim.At.Line, claim.At.Column, claim.Path, $"{claim.Resource} is claimed by {other.File}:{other.Claim.At.Line} too", "leave it to one service");
                }
            }
        }
    }
}
