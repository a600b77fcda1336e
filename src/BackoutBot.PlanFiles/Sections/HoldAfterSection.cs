using BackoutBot.Core.Services;

namespace BackoutBot.PlanFiles.Sections;

/// <summary>Reads <c>holdAfter</c>: after which step a person is to look before the rest.</summary>
internal static class HoldAfterSection
{
    private const string Key = "holdAfter";

    /// <param name="plan">The file.</param>
    /// <param name="steps">Its steps.</param>
    /// <returns>The steps, with those marked that a person is to look after.</returns>
    public static IReadOnlyList<StepDefinition> Read(Section plan, IReadOnlyList<StepDefinition> steps)
    {
        if (plan.OptionalText(Key, TextRules.Step, "A step of rollback after which nothing further starts until an approver resumes, such as one instance before the rest.") is not { } named)
        {
            return steps;
        }

        if (steps.Count > 0 && !steps.Any(step => step.Entry.Value == named.Value))
        {
            plan.Fault(named, $"there is no step '{named.Value}'", $"write one of {string.Join(", ", steps.Select(step => step.Entry.Value).Distinct())}");
        }

        return [.. steps.Select(step => step.Entry.Value == named.Value ? step with { IsHeldAfter = true } : step)];
    }
}
