using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace AwsWire;

/// <summary>One operation's place in the pipeline of AWSSDK.Core: it writes the request, and reads the response or the error.</summary>
internal sealed class WireOperation<TRequest, TResponse>(WireService service)
    : ResponseUnmarshaller, IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    private static readonly string Name = typeof(TRequest).Name[..^"Request".Length];

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service.PackageName);
        service.Protocol.Write(request, input, Name, service);
        return request;
    }

    public override AmazonWebServiceResponse Unmarshall(UnmarshallerContext input)
    {
        var output = new TResponse();
        var requestId = RequestId(input.ResponseData);
        try
        {
            requestId = service.Protocol.Read(Body(input), output) ?? requestId;
        }
        catch (Exception e) when (e is System.Xml.XmlException or System.Text.Json.JsonException or FormatException || CborProtocol.IsUnreadable(e))
        {
            throw new AmazonUnmarshallingException(requestId, Name, e, input.ResponseData.StatusCode);
        }
        output.ResponseMetadata = new ResponseMetadata { RequestId = requestId };
        return output;
    }

    public override AmazonServiceException UnmarshallException(UnmarshallerContext input, Exception innerException, System.Net.HttpStatusCode statusCode)
    {
        // Read through the context's own stream: it keeps what went through, for the log.
        using var body = new MemoryStream();
        Body(input).CopyTo(body);
        var error = service.Protocol.ReadError(body.ToArray(), input.ResponseData);
        var message = Message(error, Encoding.UTF8.GetString(body.ToArray()));
        return service.Exception(error with { RequestId = RequestId(input.ResponseData) ?? error.RequestId, Message = message }, innerException, statusCode);
    }

    protected override UnmarshallerContext ConstructUnmarshallerContext(
        Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException) =>
        ConstructUnmarshallerContext(responseStream, maintainResponseBody, response, isException, requestContext: null);

    protected override UnmarshallerContext ConstructUnmarshallerContext(
        Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException, IRequestContext? requestContext) =>
        service.Protocol.Context(responseStream, maintainResponseBody, response, isException, requestContext);

    private static Stream Body(UnmarshallerContext context) => context switch
    {
        JsonUnmarshallerContext json => json.Stream,
        CborContext cbor => cbor.Stream,
        _ => ((XmlUnmarshallerContext)context).Stream,
    };

    private static string? RequestId(IWebResponseData response) =>
        Header(response, "x-amzn-RequestId") ?? Header(response, "x-amz-request-id");

    private static string? Header(IWebResponseData response, string name) =>
        response.IsHeaderPresent(name) && response.GetHeaderValue(name) is { Length: > 0 } value ? value : null;

    private static string Message(WireError error, string body) => error switch
    {
        { Message.Length: > 0 } => error.Message,
        { Code: null } when body.Length == 0 => "The service returned an error. See inner exception for details.",
        { Code: null } => $"The service returned an error with HTTP Body: {body}",
        _ => $"The service returned an error with Error Code {error.Code} and HTTP Body: {body}",
    };
}
