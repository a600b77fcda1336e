using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json;
using SlackNet.WebApi;
using Args = System.Collections.Generic.Dictionary<string, object>;

namespace SlackNet;

public interface ISlackApiClient
{
    IAppsConnectionsApi AppsConnectionsApi { get; }

    IAuthApi Auth { get; }

    IChatApi Chat { get; }

    IConversationsApi Conversations { get; }

    IFilesApi Files { get; }

    IUserGroupsApi UserGroups { get; }

    IUserGroupUsersApi UserGroupUsers { get; }

    IUsersApi Users { get; }

    IViewsApi Views { get; }
}

/// <summary>Calls the Web API: arguments of a GET go into the query, those of a POST into a JSON body without what is null.</summary>
public class SlackApiClient : ISlackApiClient
{
    private readonly IHttp _http;
    private readonly ISlackUrlBuilder _urls;
    private readonly SlackJsonSettings _json;
    private readonly string _token;

    public SlackApiClient(IHttp http, ISlackUrlBuilder urlBuilder, SlackJsonSettings jsonSettings, string token)
    {
        _http = http;
        _urls = urlBuilder;
        _json = jsonSettings;
        _token = token;
    }

    public bool DisableRetryOnRateLimit { get; set; }

    public IAppsConnectionsApi AppsConnectionsApi => new AppsConnectionsMethods(this);

    public IAuthApi Auth => new AuthMethods(this);

    public IChatApi Chat => new ChatMethods(this);

    public IConversationsApi Conversations => new ConversationsMethods(this);

    public IFilesApi Files => new FilesMethods(this, _http);

    public IUserGroupsApi UserGroups => new UserGroupsMethods(this);

    public IUserGroupUsersApi UserGroupUsers => new UserGroupUsersMethods(this);

    public IUsersApi Users => new UsersMethods(this);

    public IViewsApi Views => new ViewsMethods(this);

    internal Task<T> Get<T>(string method, Args args, CancellationToken cancellationToken)
        where T : class =>
        Ask<T>(() => new HttpRequestMessage(HttpMethod.Get, _urls.Url(method, args)), cancellationToken);

    internal Task<T> Post<T>(string method, Args args, CancellationToken cancellationToken)
        where T : class =>
        Ask<T>(
            () => new HttpRequestMessage(HttpMethod.Post, _urls.Url(method, []))
            {
                Content = new StringContent(
                    JsonConvert.SerializeObject(args.Where(arg => arg.Value is not null).ToDictionary(), _json.SerializerSettings),
                    Encoding.UTF8,
                    "application/json"),
            },
            cancellationToken);

    private async Task<T> Ask<T>(Func<HttpRequestMessage> make, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            try
            {
                HttpRequestMessage request = make();
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
                WebApiAnswer response = await _http.Execute<WebApiAnswer>(request, cancellationToken).ConfigureAwait(false) ?? new WebApiAnswer { Ok = true };
                JsonSerializer serializer = JsonSerializer.Create(_json.SerializerSettings);
                return response.Ok
                    ? response.Data?.ToObject<T>(serializer)
                    : throw new SlackException(response.Data?.ToObject<Refusal>(serializer));
            }
            catch (SlackRateLimitException limit) when (!DisableRetryOnRateLimit)
            {
                await Task.Delay(limit.RetryAfter ?? TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
