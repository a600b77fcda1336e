namespace BackoutBot.People;

/// <summary>One entry of the <c>People</c> settings; its key is the person's name on all platforms.</summary>
public sealed class PersonOptions
{
    /// <summary>The name to show. Default: the key.</summary>
    public string? DisplayName { get; set; }

    /// <summary>The groups that the person is in, such as <c>checkout-approvers</c>. Default: none.</summary>
    public IList<string> Groups { get; } = [];

    /// <summary>The person's accounts on chat platforms, such as <c>slack:U024BE7LH</c> or <c>teams:</c> and the Entra object id. Default: none.</summary>
    public IList<string> Accounts { get; } = [];
}
