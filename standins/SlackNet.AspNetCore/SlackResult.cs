using System.Net;
using Newtonsoft.Json;

namespace SlackNet.AspNetCore;

public abstract class SlackResult
{
    private readonly List<Func<Task>> _requestCompletedCallbacks = [];

    protected SlackResult(HttpStatusCode status) => Status = status;

    public HttpStatusCode Status { get; }

    public IReadOnlyCollection<Func<Task>> RequestCompletedCallbacks => _requestCompletedCallbacks;

    public virtual string ContentType => null;

    public virtual string Body => null;

    internal SlackResult WhenCompleted(Func<Task> callback)
    {
        _requestCompletedCallbacks.Add(callback);
        return this;
    }
}

internal sealed class EmptyResult(HttpStatusCode status) : SlackResult(status);

internal sealed class StringResult(HttpStatusCode status, string body) : SlackResult(status)
{
    public override string ContentType => "text/plain";

    public override string Body => body;
}

internal sealed class JsonResult(SlackJsonSettings json, object data) : SlackResult(HttpStatusCode.OK)
{
    public override string ContentType => "application/json";

    public override string Body => JsonConvert.SerializeObject(data, json.SerializerSettings);
}
