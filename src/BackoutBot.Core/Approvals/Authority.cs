namespace BackoutBot.Core.Approvals;

/// <summary>What a person may do, as seen at the moment of the click.</summary>
/// <param name="IsKnown">Whether the directory knows the person.</param>
/// <param name="IsApprover">Whether the person is an approver of the service.</param>
/// <param name="Basis">By what right, for the journal, such as <c>member of checkout-approvers</c>.</param>
public sealed record Authority(bool IsKnown, bool IsApprover, string Basis)
{
    /// <summary>None at all.</summary>
    public static Authority None { get; } = new(false, false, "unknown person");
}
