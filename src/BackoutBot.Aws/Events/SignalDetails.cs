using System.Collections.ObjectModel;

namespace BackoutBot.Aws.Events;

/// <summary>Gathers a signal's details; what is missing or empty is left out.</summary>
internal sealed class SignalDetails
{
    // Long enough for any reason that AWS gives, short enough for a journal entry.
    private const int MaxLength = 2000;

    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    public SignalDetails With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            values[name] = value.Length <= MaxLength ? value : value[..MaxLength];
        }

        return this;
    }

    public IReadOnlyDictionary<string, string> Build() => new ReadOnlyDictionary<string, string>(values);
}
