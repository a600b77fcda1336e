namespace BackoutBot.Aws.Access;

/// <summary>What is allowed together.</summary>
/// <param name="Id">The statement's name in the policy.</param>
/// <param name="Actions">The IAM actions, such as <c>codedeploy:StopDeployment</c>.</param>
/// <param name="On">What they are narrowed to.</param>
internal sealed record AccessStatement(string Id, IReadOnlyList<string> Actions, params IReadOnlyList<string> On)
{
    /// <summary>All of the conditions must hold.</summary>
    public IReadOnlyList<AccessCondition> Conditions { get; init; } = [];

    /// <summary>What a reader of the policy would ask; null where nothing.</summary>
    public string? Because { get; init; }

    /// <summary>Whether AWS asks for the actions beside the one that is called: no code calls them.</summary>
    public bool IsImplied { get; init; }
}
