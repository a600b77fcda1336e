using SlackNet.Blocks;

namespace SlackNet.Interaction;

public interface IBlockActionHandler<in TAction>
    where TAction : BlockAction
{
    Task Handle(TAction action, BlockActionRequest request);
}

public interface IMessageShortcutHandler
{
    Task Handle(MessageShortcut request);
}

public interface ISlashCommandHandler
{
    Task<SlashCommandResponse> Handle(SlashCommand command);
}

public interface IViewSubmissionHandler
{
    Task<ViewSubmissionResponse> Handle(ViewSubmission viewSubmission);

    Task HandleClose(ViewClosed viewClosed);
}
