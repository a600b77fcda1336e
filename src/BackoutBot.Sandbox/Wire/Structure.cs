using System.Collections;

namespace BackoutBot.Sandbox.Wire;

/// <summary>The members of a structure in their order, whatever protocol it is written in. A member without a value is not there.</summary>
internal sealed class Structure : IEnumerable<KeyValuePair<string, object>>
{
    private readonly List<KeyValuePair<string, object>> members = [];

    public int Count => members.Count;

    /// <param name="name">The member's name.</param>
    /// <param name="value">A string, bool, int, double, time, list of strings, numbers, times or structures, or null for none.</param>
    public void Add(string name, object? value)
    {
        if (value is not null)
        {
            members.Add(new(name, value));
        }
    }

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
