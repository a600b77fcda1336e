namespace SlackNet;

/// <summary>What was put into a view: by block id, then by action id.</summary>
public class ViewState
{
    public Dictionary<string, Dictionary<string, ElementValue>> Values { get; set; } = [];

    public TValue GetValue<TValue>(string actionId)
        where TValue : ElementValue =>
        Values.Values.SelectMany(block => block).FirstOrDefault(element => element.Key == actionId).Value as TValue;
}
