using System.Text.RegularExpressions;

namespace BackoutBot.Sandbox.Parts.Alarms;

/// <summary>
/// A composite alarm's rule: ALARM, OK and INSUFFICIENT_DATA of other alarms, TRUE and FALSE, joined by AND, OR, NOT and parentheses. AND binds
/// more than OR, NOT more than both: PutCompositeAlarm in the API reference.
/// </summary>
internal sealed partial class AlarmRule
{
    private static readonly string[] States = ["ALARM", "OK", "INSUFFICIENT_DATA"];

    private readonly List<string> children = [];
    private readonly Queue<string> words;
    private readonly Func<Func<string, string>, bool> holds;

    private AlarmRule(string text)
    {
        words = new Queue<string>(Words().Matches(text).Select(match => match.Value));
        holds = Or();
        if (words.Count > 0)
        {
            throw new FormatException($"'{words.Peek()}' can't follow in the rule of a composite alarm");
        }
    }

    /// <summary>The alarms that it names, by name.</summary>
    public IReadOnlyList<string> Children => children;

    /// <exception cref="FormatException">It is no rule.</exception>
    public static AlarmRule Parse(string text) => new(text);

    /// <summary>Whether it holds.</summary>
    /// <param name="stateOf">The state of an alarm by its name.</param>
    public bool Holds(Func<string, string> stateOf) => holds(stateOf);

    private Func<Func<string, string>, bool> Or()
    {
        var left = And();
        while (Takes("OR"))
        {
            var (one, other) = (left, And());
            left = states => one(states) || other(states);
        }

        return left;
    }

    private Func<Func<string, string>, bool> And()
    {
        var left = Not();
        while (Takes("AND"))
        {
            var (one, other) = (left, Not());
            left = states => one(states) && other(states);
        }

        return left;
    }

    private Func<Func<string, string>, bool> Not()
    {
        if (Takes("NOT"))
        {
            var denied = Not();
            return states => !denied(states);
        }

        if (Takes("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }

        var word = Next();
        if (word is "TRUE" or "FALSE")
        {
            return _ => word == "TRUE";
        }

        if (!States.Contains(word))
        {
            throw new FormatException($"'{word}' is no function of a composite alarm's rule");
        }

        Expect("(");
        var child = Name(Next());
        Expect(")");
        children.Add(child);
        return states => states(child) == word;
    }

    // By name or ARN, in quotation marks or without.
    private static string Name(string word)
    {
        var name = word.Trim('"');
        return name.StartsWith("arn:", StringComparison.Ordinal) ? name.Split(':', 7)[^1] : name;
    }

    private bool Takes(string word)
    {
        if (!words.TryPeek(out var next) || next != word)
        {
            return false;
        }

        words.Dequeue();
        return true;
    }

    private void Expect(string word)
    {
        if (!Takes(word))
        {
            throw new FormatException($"the rule of a composite alarm lacks a '{word}'");
        }
    }

    private string Next() => words.TryDequeue(out var word) ? word : throw new FormatException("the rule of a composite alarm ends too early");

    [GeneratedRegex("\\(|\\)|\"[^\"]*\"|[^\\s()\"]+|\"", RegexOptions.None, 1000)]
    private static partial Regex Words();
}
