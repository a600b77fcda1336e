using BackoutBot.Core.Plans;

namespace BackoutBot.Core.Actions;

/// <summary>Finds what is being deployed to a service at this moment, with the steps that stop it and do nothing else.</summary>
public interface IDeploymentStopper
{
    /// <summary>
    /// Reads what is in flight. Reads only, and throws for nothing that the provider answered. The steps are performed by the
    /// <see cref="IRollbackAction"/> that they name; none waits for another.
    /// </summary>
    Task<StopReading> ReadAsync(ActionContext context, CancellationToken cancellationToken);
}
