using System.Net.Http.Headers;
using BackoutBot.Core.People;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;

namespace BackoutBot.Teams.People;

/// <summary>Asks Microsoft Graph as the app itself. Its tokens are kept by the library that gets them, until shortly before they expire.</summary>
internal sealed class GraphClient(IOptions<TeamsOptions> options, IHttpClientFactory clients)
{
    private static readonly Uri Graph = new("https://graph.microsoft.com");
    private static readonly Uri Login = new("https://login.microsoftonline.com");

    private readonly Lazy<IConfidentialClientApplication> _app = new(() => Build(options.Value, clients));

    /// <summary>Whether there is a Graph to ask: not in a sandbox without an app, whose people are those of the settings alone.</summary>
    public bool IsThere => !string.IsNullOrEmpty(options.Value.AppId) || options.Value.GraphUrl is not null;

    /// <summary>Sends a request; what Graph answers is the caller's to read.</summary>
    /// <exception cref="DirectoryUnavailableException">Graph, or who gives the token, does not answer.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        try
        {
            using HttpRequestMessage request = new(method, new Uri(options.Value.GraphUrl ?? Graph, path)) { Content = content };
            if (!string.IsNullOrEmpty(options.Value.AppId))
            {
                AuthenticationResult token = await _app.Value.AcquireTokenForClient([new Uri(Graph, ".default").AbsoluteUri]).ExecuteAsync(cancellationToken);
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.AccessToken);
            }

            using HttpClient client = clients.CreateClient(TeamsTerms.HttpClient);
            return await client.SendAsync(request, cancellationToken);
        }
        catch (MsalException fault)
        {
            throw new DirectoryUnavailableException($"Entra gives the bot no token for Microsoft Graph: {fault.ErrorCode}. Check Teams:AppId, Teams:AppPassword and Teams:TenantId.", fault);
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new DirectoryUnavailableException("Microsoft Graph does not answer.", fault);
        }
    }

    private static IConfidentialClientApplication Build(TeamsOptions options, IHttpClientFactory clients) =>
        ConfidentialClientApplicationBuilder.Create(options.AppId)
            .WithAuthority(new Uri(options.LoginUrl ?? Login, options.TenantId).AbsoluteUri, validateAuthority: options.LoginUrl is null)
            .WithInstanceDiscovery(false)
            .WithClientSecret(options.AppPassword)
            .WithHttpClientFactory(new Clients(clients))
            .Build();

    private sealed class Clients(IHttpClientFactory clients) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => clients.CreateClient(TeamsTerms.HttpClient);
    }
}
