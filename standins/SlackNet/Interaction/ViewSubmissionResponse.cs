namespace SlackNet.Interaction;

public abstract class ViewSubmissionResponse
{
    protected ViewSubmissionResponse(string responseAction) => ResponseAction = responseAction;

    public static ViewSubmissionResponse Null => new NullResponse();

    public string ResponseAction { get; set; }

    private sealed class NullResponse() : ViewSubmissionResponse(null);
}

public class ViewErrorsResponse : ViewSubmissionResponse
{
    public ViewErrorsResponse()
        : base("errors")
    {
    }

    public IDictionary<string, string> Errors { get; set; } = new Dictionary<string, string>();
}
