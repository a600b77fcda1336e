using BackoutBot.Core.Actions;

namespace BackoutBot.Core.RestorePoints;

/// <summary>Knows what the states that one part captures need to be gone back to, and looks whether it is there. It is asked each time that a point is offered.</summary>
public interface IUsabilitySource
{
    /// <summary>Looks. Reads only, and throws for nothing that the provider answered: what could not be seen is <see cref="Usability.NotKnown"/>. Empty where the point holds no state of this kind.</summary>
    Task<IReadOnlyList<StateUsability>> AskAsync(ActionContext context, RestorePoint point, CancellationToken cancellationToken);
}
