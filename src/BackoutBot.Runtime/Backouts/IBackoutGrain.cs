namespace BackoutBot.Runtime.Backouts;

/// <summary>One backout: decides its commands one after the other and does what is on its agenda. Its key is the backout's id.</summary>
[Alias("backout")]
public interface IBackoutGrain : IGrainWithStringKey
{
    /// <summary>Decides the command; when the task ends its consequences are on disk. Handling a command twice has the effect of handling it once.</summary>
    [Alias("handle")]
    Task<CommandReceipt> HandleAsync(CommandEnvelope envelope);

    /// <summary>Goes on with what is on the agenda. Waking twice does nothing more.</summary>
    [Alias("wake")]
    Task WakeAsync();
}
