namespace BackoutBot.Core.Checklists;

/// <summary>What a check saw, so that an auditor can follow it.</summary>
/// <param name="Call">The API call, such as <c>elasticloadbalancing:DescribeTargetHealth</c>.</param>
/// <param name="RequestId">The id under which the provider logged the call; empty where it gave none.</param>
/// <param name="At">When the answer came, UTC.</param>
/// <param name="Digest">Lower-case hexadecimal SHA-256 of the answer's content.</param>
/// <param name="Figures">What was read from the answer, by name.</param>
public sealed record Evidence(
    string Call,
    string RequestId,
    DateTimeOffset At,
    string Digest,
    IReadOnlyDictionary<string, string> Figures);
