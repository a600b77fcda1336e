using System.ComponentModel.DataAnnotations;

namespace BackoutBot.PlanFiles;

/// <summary>The <c>Plans</c> settings.</summary>
public sealed class PlanFilesOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Plans";

    /// <summary>The folder of the plan files, from the working directory. Default: <c>plans</c>.</summary>
    [Required(ErrorMessage = "Plans:Folder is empty: name the folder of the plan files.")]
    public string Folder { get; set; } = "plans";
}
