using System.CommandLine;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Core.Runbooks;
using BackoutBot.Runtime.Reading;
using BackoutBot.Runtime.Storage;
using BackoutBot.Runtime.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace BackoutBot.CommandLine;

/// <summary><c>backoutbot runbook</c>: writes out what the steps of a backout are by hand, from the journal's file alone. Neither AWS, nor chat, nor a running bot is asked.</summary>
internal static class RunbookCommand
{
    // Enough to find the one that is meant.
    private const int Named = 20;

    public static Command Create()
    {
        Argument<string> backout = new("backout") { Description = "A backout, such as checkout-api-17, or a service: then its latest." };
        Option<string> data = new("--data") { Description = "The folder of the journal.", DefaultValueFactory = _ => "data" };
        Command command = new("runbook", "Print a backout's plan as AWS command lines and console links, for when the bot can't do it.") { backout, data };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(backout)!, result.GetValue(data)!, result.InvocationConfiguration.Output, result.InvocationConfiguration.Error, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string name, string folder, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        string file = Path.Combine(folder, SqliteStore.FileName);
        if (!File.Exists(file))
        {
            await error.WriteLineAsync($"There is no journal {file}. Name its folder: backoutbot runbook {name} --data <folder>");
            return 1;
        }

        // It is not opened for writing: what is read is as the bot left it, be it running or not.
        await using SqliteStore store = new(new StorageOptions { DataDirectory = folder }, new StoreChanges());
        try
        {
            return await PrintAsync(store.Journal, name, file, output, error, cancellationToken);
        }
        catch (SqliteException fault)
        {
            // To read beside a running bot, SQLite makes files in the folder.
            await error.WriteLineAsync(fault.SqliteErrorCode is raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN
                ? $"The journal {file} can't be opened: {fault.Message}. Copy the folder to where you may write, then name the copy: backoutbot runbook {name} --data <folder>"
                : $"The journal {file} can't be read: {fault.Message}. Name the folder of a backup: backoutbot runbook {name} --data <folder>");
            return 1;
        }
    }

    private static async Task<int> PrintAsync(IJournalStore journal, string name, string file, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (await FindAsync(journal, name, cancellationToken) is not { } head)
        {
            IReadOnlyList<BackoutHead> there = await journal.ListAsync(Named, cancellationToken);
            await error.WriteLineAsync($"There is no backout {name} in {file}. {(there.Count == 0 ? "There is none at all." : $"There are: {string.Join(", ", there.Select(one => one.Id))}.")}");
            return 1;
        }

        IReadOnlyList<SealedEntry> entries = await journal.ReadAsync(head.Id, 0, cancellationToken);
        BackoutState state;
        try
        {
            state = VerifiedFold.New(head.Id).Continue(entries, head.Version).State;
        }
        catch (InvalidOperationException newer)
        {
            await error.WriteLineAsync($"This version of the bot can't print the runbook of {head.Id}; the one that wrote its journal can. {newer.Message}");
            return 1;
        }

        if (BrokenJournal.StoodBefore(state) is { } broken)
        {
            await error.WriteLineAsync($"BEWARE: {broken}");
        }

        if (state.StepsAtHand.Count == 0)
        {
            await error.WriteLineAsync(state.BrokenAt is null
                ? $"{head.Id} has no plan: there is nothing that could be done by hand."
                : $"No plan stands before it. Name the folder of a backup: backoutbot runbook {name} --data <folder>");
            return 1;
        }

        await output.WriteAsync(RunbookWriter.Write(state).Markdown);
        return 0;
    }

    private static async Task<BackoutHead?> FindAsync(IJournalStore journal, string name, CancellationToken cancellationToken)
    {
        if (await journal.FindAsync(new BackoutId(name), cancellationToken) is { } named)
        {
            return named;
        }

        ServiceId service = new(name);
        int latest = await journal.LatestNumberAsync(service, cancellationToken);
        return latest == 0 ? null : await journal.FindAsync(BackoutHead.IdOf(service, latest), cancellationToken);
    }
}
