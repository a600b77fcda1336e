namespace SlackNet.WebApi;

public interface IAuthApi
{
    Task<AuthTestResponse> Test(CancellationToken cancellationToken = default);
}

internal sealed class AuthMethods(SlackApiClient client) : IAuthApi
{
    public Task<AuthTestResponse> Test(CancellationToken cancellationToken = default) =>
        client.Post<AuthTestResponse>("auth.test", [], cancellationToken);
}

public class AuthTestResponse
{
    public string TeamId { get; set; }

    public string UserId { get; set; }
}
