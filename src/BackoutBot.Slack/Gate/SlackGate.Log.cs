using Microsoft.Extensions.Logging;

namespace BackoutBot.Slack.Gate;

internal sealed partial class SlackGate
{
    [LoggerMessage(4000, LogLevel.Warning, "Refused a request to {Path} from {Caller}: {Reason}")]
    private static partial void LogNotBelieved(ILogger logger, string path, string caller, string reason);

    [LoggerMessage(4001, LogLevel.Warning, "Refused a request to {Path}: its body has more than {Bytes} bytes")]
    private static partial void LogTooLarge(ILogger logger, string path, int bytes);
}
