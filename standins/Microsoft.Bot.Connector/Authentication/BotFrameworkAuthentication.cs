using Microsoft.Bot.Schema;

namespace Microsoft.Bot.Connector.Authentication;

public abstract class BotFrameworkAuthentication
{
    /// <exception cref="UnauthorizedAccessException">The activity does not come from the channel.</exception>
    internal abstract Task AuthenticateAsync(Activity activity, string authHeader, CancellationToken cancellationToken);

    internal abstract ConnectorClient CreateConnector(string serviceUrl);
}

public class AuthenticationConfiguration;
