using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;

namespace BackoutBot.Core.Plans;

/// <summary>
/// The steps by which all that an ended backout did is put back: what it did last is put back first, and what the plan file puts up around its
/// steps, such as a maintenance page, stands around them again.
/// </summary>
public static class UndoOrder
{
    /// <summary>The steps with what each waits for.</summary>
    /// <param name="undoing">What is to be put back.</param>
    /// <param name="service">The service, as its plan file describes it now.</param>
    public static IReadOnlyList<StepDefinition> Of(Undoing undoing, ServiceDefinition service)
    {
        Dictionary<StepId, StepDefinition> file = service.Steps.ToDictionary(step => step.Id);
        Dictionary<StepId, HashSet<StepId>> earlier = file.Keys.ToDictionary(id => id, id => Earlier(id, file));
        StepDefinition[] closers = [.. service.Steps.Where(step => step.Closes is not null)];
        StepId[] done = [.. undoing.Steps.Select(step => step.Id)];

        bool IsInside(StepId id, StepDefinition closer) => earlier[closer.Id].Contains(id) && earlier.TryGetValue(id, out HashSet<StepId>? before) && before.Contains(closer.Closes!.Value);

        return
        [
            .. closers.Select(closer => file[closer.Closes!.Value] with { After = [.. closers.Where(outer => IsInside(closer.Closes!.Value, outer)).Select(outer => outer.Closes!.Value)] }),
            .. undoing.Steps.Reverse().Select(step => (file.GetValueOrDefault(step.Id) ?? new StepDefinition(step.Id, step.Action, [])) with
            {
                IsHeldAfter = false,
                After =
                [
                    .. closers.Where(closer => IsInside(step.Id, closer)).Select(closer => closer.Closes!.Value),
                    .. done.Where(later => earlier.TryGetValue(later, out HashSet<StepId>? before) && before.Contains(step.Id)),
                ],
            }),
            .. closers.Select(closer => closer with
            {
                IsHeldAfter = false,
                After =
                [
                    closer.Closes!.Value,
                    .. done.Where(id => IsInside(id, closer)),
                    .. closers.Where(inner => IsInside(inner.Id, closer)).Select(inner => inner.Id),
                ],
            }),
        ];
    }

    private static HashSet<StepId> Earlier(StepId id, Dictionary<StepId, StepDefinition> file)
    {
        HashSet<StepId> found = [];
        Queue<StepId> open = new(file[id].After);
        while (open.TryDequeue(out StepId next))
        {
            if (found.Add(next))
            {
                foreach (StepId before in file[next].After)
                {
                    open.Enqueue(before);
                }
            }
        }

        return found;
    }
}
