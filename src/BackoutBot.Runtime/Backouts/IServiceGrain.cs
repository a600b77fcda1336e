namespace BackoutBot.Runtime.Backouts;

/// <summary>One service: sends what concerns it to its open backout, or opens the next. Its key is the service's id.</summary>
[Alias("service")]
public interface IServiceGrain : IGrainWithStringKey
{
    /// <summary>Sends the command to the open backout, and opens one first where none is and the command is reason enough.</summary>
    [Alias("route")]
    Task<CommandReceipt> RouteAsync(CommandEnvelope envelope);
}
