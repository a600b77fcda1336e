namespace BackoutBot.PlanFiles;

/// <summary>The <c>Plans</c> settings.</summary>
public sealed class PlanFilesOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Plans";

    /// <summary>The folder of the plan files, from the working directory. Default: <c>plans</c>.</summary>
    public string Folder { get; set; } = "plans";
}
