using System.CommandLine;
using System.CommandLine.Parsing;
using BackoutBot.Hosting;

namespace BackoutBot.CommandLine;

/// <summary>The commands of <c>backoutbot</c>.</summary>
public static class BackoutBotCommand
{
    private static readonly Option<string?> Urls = new("--urls") { Description = "Where to listen, such as http://127.0.0.1:5080; several with ';' between." };
    private static readonly Option<string?> Environment = new("--environment") { Description = "Production (default), Development or Sandbox." };
    private static readonly Option<string?> Settings = new("--settings") { Description = "A JSON file of settings over the shipped ones; read again when it changes." };
    private static readonly Option<string?> Plans = new("--plans") { Description = "The folder of the plan files (default: plans)." };
    private static readonly Option<string?> Data = new("--data") { Description = "The folder of the journal (default: data)." };
    private static readonly Option<Uri?> Sandbox = new("--sandbox") { Description = "The address of a running sandbox; implies --environment Sandbox.", CustomParser = ParseAddress };

    /// <summary>Builds the root command; without a subcommand it runs the bot.</summary>
    /// <param name="run">Runs the bot and answers the exit code.</param>
    public static RootCommand Create(Func<HostArguments, Task<int>> run)
    {
        Command runCommand = new("run", "Run the bot. This is the default.");
        RootCommand root = new("BackoutBot walks a team back to the last version that worked, in chat.") { runCommand, ValidateCommand.Create(), RunbookCommand.Create(), SetAsideCommand.Create() };
        foreach (Command command in new[] { runCommand, root })
        {
            foreach (Option option in new Option[] { Urls, Environment, Settings, Plans, Data, Sandbox })
            {
                command.Options.Add(option);
            }

            command.SetAction((result, _) => run(new HostArguments(
                result.GetValue(Urls),
                result.GetValue(Environment),
                result.GetValue(Settings),
                result.GetValue(Plans),
                result.GetValue(Data),
                result.GetValue(Sandbox))));
        }

        root.Options.OfType<VersionOption>().Single().Action = new VersionText(VendorPackages.Inside);
        return root;
    }

    /// <summary>The library has no converter of its own for addresses.</summary>
    private static Uri? ParseAddress(ArgumentResult result)
    {
        string text = result.Tokens[^1].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address is { Scheme: "http" or "https" })
        {
            return address;
        }

        result.AddError($"--sandbox: '{text}' is not an address: write it like http://127.0.0.1:5081.");
        return null;
    }
}
