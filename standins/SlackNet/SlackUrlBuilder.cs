using System.Collections;
using Newtonsoft.Json;
using Args = System.Collections.Generic.Dictionary<string, object>;

namespace SlackNet;

public interface ISlackUrlBuilder
{
    string Url(string apiMethod, Args args);
}

internal sealed class SlackUrlBuilder : ISlackUrlBuilder
{
    private readonly SlackJsonSettings _json;

    public SlackUrlBuilder(SlackJsonSettings json) => _json = json;

    public string Url(string apiMethod, Args args)
    {
        string query = string.Join('&', args.Where(arg => arg.Value is not null).Select(arg => $"{arg.Key}={Uri.EscapeDataString(Text(arg.Value))}"));
        return $"https://slack.com/api/{apiMethod}{(query.Length == 0 ? "" : "?")}{query}";
    }

    private string Text(object value) => value switch
    {
        string text => text,
        IEnumerable many => string.Join(',', many.Cast<object>().Select(Json)),
        _ => Json(value),
    };

    private string Json(object value) => JsonConvert.SerializeObject(value, _json.SerializerSettings).Trim('"');
}
