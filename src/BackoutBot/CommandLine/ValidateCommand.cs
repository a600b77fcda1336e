using System.CommandLine;
using BackoutBot.Aws.Plan;
using BackoutBot.PlanFiles;

namespace BackoutBot.CommandLine;

/// <summary><c>backoutbot validate</c>: reads plan files as the bot would, and says everything that is wrong.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        Argument<string> path = new("path") { Description = "A folder of plan files, or one file.", DefaultValueFactory = _ => "plans" };
        Command command = new("validate", "Check plan files: prints every fault and ends with 1, or says how many files are valid.") { path };
        command.SetAction(result => Run(result.GetValue(path)!, result.InvocationConfiguration.Output, result.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string path, TextWriter output, TextWriter error)
    {
        PlanCatalogue catalogue = PlanFolder.Read(path, new AwsPlanSection());
        if (catalogue.Faults.Count == 0)
        {
            output.WriteLine(catalogue.FileCount == 1 ? "1 plan file is valid" : $"{catalogue.FileCount} plan files are valid");
            return 0;
        }

        foreach (PlanFault fault in catalogue.Faults)
        {
            error.WriteLine(fault);
        }

        int files = catalogue.Faults.Select(fault => fault.File).Distinct(StringComparer.Ordinal).Count();
        error.WriteLine($"{catalogue.Faults.Count} {(catalogue.Faults.Count == 1 ? "fault" : "faults")} in {files} {(files == 1 ? "file" : "files")}");
        return 1;
    }
}
