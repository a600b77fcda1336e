namespace SlackNet.Events;

public class EventRequest
{
    public string Type { get; set; }
}

public class UrlVerification : EventRequest
{
    public string Challenge { get; set; }
}

public class EventCallback : EventRequest
{
    public Event Event { get; set; }

    public IList<Authorization> Authorizations { get; set; }

    public string EventId { get; set; }
}
