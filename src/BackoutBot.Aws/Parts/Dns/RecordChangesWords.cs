namespace BackoutBot.Aws.Parts.Dns;

/// <summary>Says what changes of records do, for people.</summary>
internal static class RecordChangesWords
{
    /// <summary>What a step of these changes does.</summary>
    public static string Title(IReadOnlyList<RecordChange> changes)
    {
        RecordChange[] back = [.. changes.Where(change => change.Before is not null && change.Target is not null)];
        string[] clauses =
        [
            .. back.Length > 0 ? [$"put back {string.Join(", ", back.Select(change => LabelOf(change, changes)))}"] : Array.Empty<string>(),
            .. changes.Except(back).Select(change => change.Does),
        ];
        var title = string.Join("; ", clauses);
        return $"{char.ToUpperInvariant(title[0])}{title[1..]}";
    }

    /// <summary>What is told of each; of several by their names.</summary>
    public static string Told(IReadOnlyList<RecordChange> changes, Func<RecordChange, string> what) =>
        string.Join("; ", changes.Select(change => changes.Count > 1 ? $"{LabelOf(change, changes)}: {what(change)}" : what(change)));

    /// <summary>The record's name, with its zone where a public and a private one each have a record of that name and type.</summary>
    private static string LabelOf(RecordChange change, IReadOnlyList<RecordChange> changes) =>
        changes.Any(other => other.HostedZoneId != change.HostedZoneId && other.Record == change.Record) ? $"{change.Record} in {change.HostedZoneId}" : change.Record;

    /// <summary>What is deleted, for a caution: a sentence with a blank behind it; empty where nothing is.</summary>
    public static string Deletes(IEnumerable<RecordChange> changes) =>
        changes.Where(change => change.Target is null).Select(change => change.Record).ToArray() is { Length: > 0 } gone
            ? $"{string.Join(", ", gone)} {(gone.Length == 1 ? "is" : "are")} deleted: whoever asks then gets no answer from {(gone.Length == 1 ? "it" : "them")}. "
            : "";
}
