namespace BackoutBot.Slack.Outbound.Calls;

/// <summary>A call of the Web API that did not succeed.</summary>
internal sealed class SlackCallException(SlackFault fault, Exception? innerException = null) : Exception(fault.Reason, innerException)
{
    public SlackFault Fault { get; } = fault;
}
