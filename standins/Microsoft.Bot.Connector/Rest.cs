using System.Net;

// These belong to Microsoft.Rest.ClientRuntime, which the real package brings with it.
namespace Microsoft.Rest;

public abstract class HttpMessageWrapper
{
    public IDictionary<string, IEnumerable<string>> Headers { get; internal set; }
}

public class HttpResponseMessageWrapper : HttpMessageWrapper
{
    public HttpStatusCode StatusCode { get; internal set; }
}
