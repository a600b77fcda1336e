namespace BackoutBot.Sandbox.Account;

/// <summary>Lets time pass in the accounts beside the story's own, and delivers what their topics send.</summary>
internal sealed class OtherAccounts(SandboxAccounts accounts) : IHostedService
{
    private IEnumerable<IHostedService> Services => accounts.Others.SelectMany(other => other.Services.GetServices<IHostedService>());

    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(Services.Select(one => one.StartAsync(cancellationToken)));

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(Services.Select(one => one.StopAsync(cancellationToken)));
}
