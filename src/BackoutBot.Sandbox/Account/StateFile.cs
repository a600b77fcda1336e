using System.Text.Encodings.Web;
using System.Text.Json;

namespace BackoutBot.Sandbox.Account;

/// <summary>The account's state on disk. A save is whole or not at all: temporary file, fsync, rename.</summary>
internal sealed class StateFile(string directory)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IgnoreReadOnlyProperties = true,
        PreferredObjectCreationHandling = System.Text.Json.Serialization.JsonObjectCreationHandling.Replace,
    };

    private readonly string path = Path.Combine(directory, "state.json");

    /// <returns>The saved state, or null when nothing was saved yet.</returns>
    /// <exception cref="InvalidDataException">The file is there and isn't a state of this version.</exception>
    public AccountState? Load()
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<AccountState>(File.ReadAllBytes(path), Format);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not a state that this version can read ({e.Message}). Remove the file to begin with a new account.", e);
        }
    }

    public void Save(AccountState state) => Write(path, JsonSerializer.SerializeToUtf8Bytes(state, Format));

    /// <summary>Writes a file whole or not at all, readable by its owner only.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(temporary, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
