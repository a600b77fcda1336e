using BackoutBot.Core.Checklists;

namespace BackoutBot;

/// <summary>
/// Says what a test has seen a check judge, and when. <c>docs/checklist.md</c> is made from these, so that it says of no check what no test
/// has seen.
/// </summary>
/// <param name="item">The checklist's item, such as <c>7.1</c>.</param>
/// <param name="status">What the check found, which the test asserts.</param>
/// <param name="when">What was so, in words for whoever reads the document.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class JudgesAttribute(string item, CheckStatus status, string when) : Attribute
{
    public string Item => item;

    public CheckStatus Status => status;

    public string When => when;
}
