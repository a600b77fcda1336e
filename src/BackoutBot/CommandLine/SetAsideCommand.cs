using System.CommandLine;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Runtime.Reading;
using BackoutBot.Runtime.Storage;
using BackoutBot.Runtime.Storage.Sqlite;

namespace BackoutBot.CommandLine;

/// <summary><c>backoutbot set-aside</c>: closes a backout whose journal is not as the bot wrote it, so that no other waits for it. The journal stays as it is.</summary>
internal static class SetAsideCommand
{
    public static Command Create()
    {
        Argument<string> backout = new("backout") { Description = "The backout, such as checkout-api-17." };
        Option<string> data = new("--data") { Description = "The folder of the journal.", DefaultValueFactory = _ => "data" };
        Command command = new("set-aside", "Close a backout whose journal was changed from outside, so that no other waits for it. A running bot takes notice.") { backout, data };
        command.SetAction((result, cancellationToken) => RunAsync(
            new BackoutId(result.GetValue(backout)!), result.GetValue(data)!, result.InvocationConfiguration.Output, result.InvocationConfiguration.Error, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(BackoutId id, string folder, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        string file = Path.Combine(folder, SqliteStore.FileName);
        if (!File.Exists(file))
        {
            await error.WriteLineAsync($"There is no journal {file}. Name its folder: backoutbot set-aside {id} --data <folder>");
            return 1;
        }

        try
        {
            await using SqliteStore store = new(new StorageOptions { DataDirectory = folder }, new StoreChanges());
            await store.OpenAsync(cancellationToken);
            return await SetAsideAsync(store.Journal, id, file, output, error, cancellationToken);
        }
        catch (StorageException fault)
        {
            await error.WriteLineAsync(fault.Message);
            return 1;
        }
    }

    private static async Task<int> SetAsideAsync(IJournalStore journal, BackoutId id, string file, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (await journal.FindAsync(id, cancellationToken) is not { } head)
        {
            await error.WriteLineAsync($"There is no backout {id} in {file}.");
            return 1;
        }

        if (!head.IsOpen)
        {
            await error.WriteLineAsync($"{id} is not open: no other backout waits for it.");
            return 1;
        }

        BackoutState state;
        try
        {
            state = VerifiedFold.New(id).Continue(await journal.ReadAsync(id, 0, cancellationToken), head.Version).State;
        }
        catch (InvalidOperationException newer)
        {
            await error.WriteLineAsync($"The journal of {id} is whole, but this version of the bot can't read it; the one that wrote it can. {newer.Message}");
            return 1;
        }

        if (BrokenJournal.StoodBefore(state) is not { } broken)
        {
            await error.WriteLineAsync($"The journal of {id} is as the bot wrote it, so it is ended in chat, and not set aside.");
            return 1;
        }

        if (!await journal.SetAsideAsync(id, cancellationToken))
        {
            await error.WriteLineAsync($"{id} was closed by somebody else meanwhile.");
            return 1;
        }

        await output.WriteLineAsync($"{id} is set aside: no other backout waits for it any more, and {head.Service} may have a new one. Its journal stays as it is. What it asked of AWS goes on there, and nobody watches it. {broken}");
        foreach (string stands in state.OpenBrackets.Select(open => $"As far as that can be believed, this stands since {open.Since:yyyy-MM-dd HH:mm} UTC: {open.InWords}"))
        {
            await output.WriteLineAsync(stands);
        }

        return 0;
    }
}
