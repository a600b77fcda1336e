using BackoutBot.Core.Chat;
using BackoutBot.Core.Intake;
using BackoutBot.Slack.Outbound;
using BackoutBot.Slack.People;
using BackoutBot.Slack.Rendering;
using Microsoft.Extensions.Logging;
using SlackNet.Interaction;

namespace BackoutBot.Slack.Inbound;

/// <summary>Takes what was put into a dialog. What could not be kept stays in the dialog, with the reason under its box.</summary>
internal sealed partial class DialogHandler(SlackIntake intake, SlackSenders senders, ILogger<DialogHandler> logger) : IViewSubmissionHandler
{
    /// <inheritdoc />
    public async Task<ViewSubmissionResponse> Handle(ViewSubmission viewSubmission)
    {
        var view = viewSubmission.View;
        if (PressValue.Parse(view.PrivateMetadata) is not { } asked)
        {
            LogNotOurs(logger, viewSubmission.User.Id);
            return Fault("This dialog is of another version of the bot. Close it, and press the button again.");
        }

        var reading = SlackModals.Read(asked, view.State);
        if (reading is PressReading.Refused refused)
        {
            LogNotOurs(logger, viewSubmission.User.Id);
            return Fault(string.Join(' ', refused.Faults));
        }

        var pressed = (PressReading.Pressed)reading;

        try
        {
            await intake.TakeAsync(new ChatSubmission(
                $"{view.Id}:{view.Hash}",
                SlackChannels.Platform,
                senders.Of(viewSubmission.User.Id, viewSubmission.User.TeamId),
                asked.Channel,
                pressed.Backout,
                Text: null,
                pressed.Press));
            return ViewSubmissionResponse.Null;
        }
        catch (InboxUnavailableException fault)
        {
            LogNotKept(logger, fault, viewSubmission.User.Id);
            return Fault(SlackIntake.NotTaken);
        }
    }

    /// <inheritdoc />
    public Task HandleClose(ViewClosed viewClosed) => Task.CompletedTask;

    // Slack shows an error at the block of that id.
    private static ViewErrorsResponse Fault(string text) => new() { Errors = new Dictionary<string, string>(StringComparer.Ordinal) { [SlackActionIds.Input] = text } };

    [LoggerMessage(4012, LogLevel.Warning, "A dialog of {User} carries nothing that this version of the bot wrote; they were told so")]
    private static partial void LogNotOurs(ILogger logger, string user);

    [LoggerMessage(4013, LogLevel.Error, "A dialog of {User} could not be kept; they were told so")]
    private static partial void LogNotKept(ILogger logger, Exception fault, string user);
}
