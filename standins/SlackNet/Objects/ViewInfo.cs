namespace SlackNet;

public abstract class ViewInfo
{
    public string Id { get; set; }

    public string PrivateMetadata { get; set; }

    public string CallbackId { get; set; }

    public ViewState State { get; set; }

    public string Hash { get; set; }
}

[SlackType("modal")]
public class ModalViewInfo : ViewInfo;

[SlackType("home")]
public class HomeViewInfo : ViewInfo;
