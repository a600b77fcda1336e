using SlackNet.Blocks;

namespace SlackNet;

/// <summary>A dialog.</summary>
public class ModalViewDefinition() : ViewDefinition("modal")
{
    public PlainText Title { get; set; }

    public PlainText Close { get; set; }

    public PlainText Submit { get; set; }
}
