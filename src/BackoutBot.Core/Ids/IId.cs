namespace BackoutBot.Core.Ids;

/// <summary>An identifier that is one string: written as that string in JSON, in chat and in logs.</summary>
/// <typeparam name="TSelf">The identifier's own type.</typeparam>
public interface IId<TSelf>
    where TSelf : struct, IId<TSelf>
{
    /// <summary>The identifier as people read it.</summary>
    string Value { get; }

    /// <summary>Wraps <paramref name="value"/>, which is taken as it is.</summary>
    static abstract TSelf From(string value);
}
