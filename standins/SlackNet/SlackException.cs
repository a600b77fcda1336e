using SlackNet.WebApi;

namespace SlackNet;

public class SlackException : Exception
{
    internal SlackException(Refusal errorResponse)
        : base($"Slack returned an error response: {errorResponse?.Error ?? "unknown"}.")
    {
        ErrorCode = errorResponse?.Error ?? "unknown";
        ErrorMessages = [.. errorResponse?.ResponseMetadata?.Messages ?? []];
        ErrorInfo = errorResponse?.Info ?? new Dictionary<string, string>();
    }

    public string ErrorCode { get; }

    public IReadOnlyList<string> ErrorMessages { get; }

    public IReadOnlyDictionary<string, string> ErrorInfo { get; }
}
