using SlackNet.Blocks;

namespace SlackNet;

/// <summary>A view as it is sent to Slack.</summary>
public abstract class ViewDefinition(string type)
{
    public string Type { get; set; } = type;

    public IList<Block> Blocks { get; set; } = [];

    public string PrivateMetadata { get; set; }

    public string CallbackId { get; set; }
}
