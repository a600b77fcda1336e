namespace BackoutBot.Core.People;

/// <summary>A person's account on a chat platform.</summary>
/// <param name="Platform">The platform's name, such as <c>slack</c>.</param>
/// <param name="Id">The platform's own stable id of the account, such as <c>U024BE7LH</c>; never a name that its owner can change.</param>
public readonly record struct PlatformAccount(string Platform, string Id)
{
    /// <summary>The account as the settings and plan files write it: <c>slack:U024BE7LH</c>.</summary>
    public override string ToString() => $"{Platform}:{Id}";
}
