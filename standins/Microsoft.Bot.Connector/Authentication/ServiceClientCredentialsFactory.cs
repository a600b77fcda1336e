using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Identity.Client;
using LogLevel = Microsoft.Identity.Client.LogLevel;

namespace Microsoft.Bot.Connector.Authentication;

public abstract class ServiceClientCredentialsFactory
{
    internal abstract string App { get; }

    /// <summary>How to get a token for the channel; null where the bot has no identity and none is needed.</summary>
    internal abstract Func<CancellationToken, Task<string>> Token(string scope, string loginUrl, bool validateAuthority);
}

public class PasswordServiceClientCredentialFactory(string appId, string password, string tenantId, HttpClient httpClient, ILogger logger) : ServiceClientCredentialsFactory
{
    private static readonly Action<ILogger, string, Exception> noToken = LoggerMessage.Define<string>(Microsoft.Extensions.Logging.LogLevel.Error, new EventId(1, "NoToken"), "No token for the channel: {Reason}");

    private readonly Lock building = new();
    private IConfidentialClientApplication application;

    internal override string App => appId;

    internal override Func<CancellationToken, Task<string>> Token(string scope, string loginUrl, bool validateAuthority) => string.IsNullOrEmpty(appId)
        ? null
        : async cancellationToken =>
        {
            // The application keeps its tokens until shortly before they expire.
            return (await Application(loginUrl, validateAuthority).AcquireTokenForClient([$"{scope}/.default"]).ExecuteAsync(cancellationToken)).AccessToken;
        };

    private IConfidentialClientApplication Application(string loginUrl, bool validateAuthority)
    {
        lock (building)
        {
            return application ??= Build(loginUrl, validateAuthority);
        }
    }

    private IConfidentialClientApplication Build(string loginUrl, bool validateAuthority)
    {
        var tenant = string.IsNullOrEmpty(tenantId) ? "botframework.com" : tenantId;
        var builder = ConfidentialClientApplicationBuilder.Create(appId)
            .WithAuthority(loginUrl.Replace("{0}", tenant, StringComparison.Ordinal), validateAuthority)
            .WithInstanceDiscovery(false)
            .WithClientSecret(password);
        return (httpClient is null ? builder : builder.WithHttpClientFactory(new OneHttpClient(httpClient))).WithLogging(Log).Build();
    }

    private void Log(LogLevel level, string message, bool containsPii)
    {
        if (level is LogLevel.Error && !containsPii)
        {
            noToken(logger ?? NullLogger.Instance, message, null);
        }
    }

    private sealed class OneHttpClient(HttpClient client) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => client;
    }
}
