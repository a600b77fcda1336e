using SlackNet.Events;

namespace SlackNet;

public interface IEventHandler
{
    Task Handle(EventCallback eventCallback);
}
