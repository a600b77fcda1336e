namespace BackoutBot.Aws.Access;

/// <summary>A condition of a statement.</summary>
/// <param name="Operator">How it compares, such as <c>StringEquals</c>.</param>
/// <param name="Key">What it compares.</param>
/// <param name="Values">With what: one of these.</param>
internal sealed record AccessCondition(string Operator, string Key, params IReadOnlyList<string> Values)
{
    /// <summary>In a session for one of these actions only.</summary>
    public static AccessCondition During(params IReadOnlyList<string> actions) => new("StringEquals", "aws:PrincipalTag/action", actions);
}
