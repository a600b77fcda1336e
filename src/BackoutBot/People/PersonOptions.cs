namespace BackoutBot.People;

/// <summary>One entry of the <c>People</c> settings; its key is the person's name on all platforms.</summary>
public sealed class PersonOptions
{
    /// <summary>The name to show. Default: the key.</summary>
    public string? DisplayName { get; set; }

    /// <summary>The groups that the person is in, such as <c>checkout-approvers</c>. Default: none.</summary>
    public IList<string> Groups { get; } = [];
}
