using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace AwsWire;

/// <summary>
/// A CBOR response in the pipeline of AWSSDK.Core, which knows XML and JSON by itself: this holds the body, and what went through it for the
/// log and for errors.
/// </summary>
internal sealed class CborContext : UnmarshallerContext
{
    public CborContext(Stream body, bool keepBody, IWebResponseData response, bool isError)
    {
        if (keepBody || isError)
        {
            WrappingStream = new CachingWrapperStream(body);
        }
        Stream = WrappingStream ?? body;
        WebResponseData = response;
        MaintainResponseBody = keepBody;
        IsException = isError;
    }

    public Stream Stream { get; }

    public override string CurrentPath => string.Empty;

    public override int CurrentDepth => 0;

    public override bool IsStartElement => false;

    public override bool IsEndElement => false;

    public override bool IsStartOfDocument => false;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Stream.Dispose();
        }
        base.Dispose(disposing);
    }
}
