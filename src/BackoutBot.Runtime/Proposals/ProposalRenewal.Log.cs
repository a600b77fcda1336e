using BackoutBot.Core.Ids;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Runtime.Proposals;

internal sealed partial class ProposalRenewal
{
    [LoggerMessage(2601, LogLevel.Information, "Nobody approved {Backout} in time, and it is proposed anew: still raised are {Alarms}")]
    private static partial void LogRenewed(ILogger logger, BackoutId backout, string alarms);

    [LoggerMessage(2602, LogLevel.Warning, "Whether {Service} is to be proposed anew could not be read; it is asked again in a minute")]
    private static partial void LogUnread(ILogger logger, Exception fault, ServiceId service);
}
