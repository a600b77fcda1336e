using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace AwsWire;

/// <summary>One of AWS's wire protocols: how a request is written, and how a response or an error is read.</summary>
internal abstract class WireProtocol
{
    /// <summary>Writes <paramref name="input"/> for the operation named <paramref name="operation"/>.</summary>
    public abstract void Write(IRequest request, AmazonWebServiceRequest input, string operation, WireService service);

    /// <summary>Fills <paramref name="output"/> from a response's body.</summary>
    /// <returns>The request id, when the protocol carries it in the body.</returns>
    public abstract string? Read(Stream body, AmazonWebServiceResponse output);

    /// <summary>Reads an error's body, which may be empty or something else entirely (a proxy's HTML page).</summary>
    public abstract WireError ReadError(byte[] body, IWebResponseData response);

    /// <summary>The name of the exception class for an error code.</summary>
    public abstract string ExceptionName(string code);

    public abstract UnmarshallerContext Context(Stream body, bool keepBody, IWebResponseData response, bool isError, IRequestContext? request);
}
