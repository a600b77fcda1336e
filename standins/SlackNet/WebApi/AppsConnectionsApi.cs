namespace SlackNet.WebApi;

public interface IAppsConnectionsApi
{
    Task<ConnectionOpenResponse> Open(CancellationToken cancellationToken = default);
}

internal sealed class AppsConnectionsMethods(SlackApiClient client) : IAppsConnectionsApi
{
    public Task<ConnectionOpenResponse> Open(CancellationToken cancellationToken = default) =>
        client.Post<ConnectionOpenResponse>("apps.connections.open", [], cancellationToken);
}

public class ConnectionOpenResponse
{
    public string Url { get; set; }
}
