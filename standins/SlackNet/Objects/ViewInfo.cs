namespace SlackNet;

public abstract class ViewInfo
{
    public string Id { get; set; }

    public string PrivateMetadata { get; set; }

    public string CallbackId { get; set; }

    public ViewState State { get; set; }

    public string Hash { get; set; }
}

[WireType("modal")]
public class ModalViewInfo : ViewInfo;
