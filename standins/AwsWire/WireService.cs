using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util.Internal;

namespace AwsWire;

/// <summary>What a service's client needs to know of its service, and how it joins the pipeline of AWSSDK.Core.</summary>
internal sealed class WireService : IServiceMetadata
{
    private readonly ConcurrentDictionary<Type, InvokeOptions> _operations = new();
    private readonly Lazy<FrozenDictionary<string, Type>> _exceptions;
    private string? _userAgent;

    public WireService() =>
        _exceptions = new(() => BaseException!.Assembly.GetExportedTypes().Where(BaseException.IsAssignableFrom).ToFrozenDictionary(type => type.Name));

    public required string ServiceId { get; init; }

    /// <summary>The first label of the service's host name.</summary>
    public required string EndpointPrefix { get; init; }

    /// <summary>The service's name in a signature's scope.</summary>
    public required string SigningName { get; init; }

    /// <summary>The API's version, a date.</summary>
    public required string Version { get; init; }

    public required WireProtocol Protocol { get; init; }

    /// <summary>The exception that all of the service's own derive from.</summary>
    public required Type BaseException { get; init; }

    /// <summary>Whether there is one endpoint for all regions of a partition.</summary>
    public bool IsGlobal { get; init; }

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();

    public string PackageName => BaseException.Namespace!;

    public string UserAgent => _userAgent ??= InternalSDKUtils.BuildUserAgentString(ServiceId, "4.0-standin");

    public void Configure(ClientConfig config)
    {
        config.ServiceId = ServiceId;
        config.AuthenticationServiceName = SigningName;
        config.EndpointProvider = new WireEndpointProvider(this);
    }

    public static void Join(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new WireEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new WireAuthHandler());
    }

    public InvokeOptions Operation<TRequest, TResponse>()
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() =>
        _operations.GetOrAdd(typeof(TRequest), static (_, service) =>
        {
            var operation = new WireOperation<TRequest, TResponse>(service);
            return new InvokeOptions { RequestMarshaller = operation, ResponseUnmarshaller = operation };
        }, this);

    /// <summary>The service's own exception for a fault that was found before anything was sent.</summary>
    public AmazonServiceException Exception(string message) =>
        Exception(new WireError(Code: null, message, ErrorType.Unknown, RequestId: null), innerException: null, default);

    /// <summary>The typed exception for an error's code, or the service's base exception for a code without a class of its own.</summary>
    public AmazonServiceException Exception(WireError error, Exception? innerException, HttpStatusCode statusCode)
    {
        var type = error.Code is { } code && _exceptions.Value.TryGetValue(Protocol.ExceptionName(code), out var known) ? known : BaseException;
        return (AmazonServiceException)Activator.CreateInstance(
            type, error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode)!;
    }
}
