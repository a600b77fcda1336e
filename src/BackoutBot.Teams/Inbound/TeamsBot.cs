using BackoutBot.Core.Intake;
using BackoutBot.Teams.Outbound;
using BackoutBot.Teams.People;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Teams.Inbound;

/// <summary>What is done with each activity that Teams sends: remember whence it came, keep what a person asks for, answer. No work is done here.</summary>
internal sealed partial class TeamsBot(
    TeamsSender sender,
    ConversationBook book,
    MessageReader messages,
    ActionInvokes invokes,
    IInbox inbox,
    TimeProvider time,
    ILogger<TeamsBot> logger) : ActivityHandler
{
    public override async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        Activity activity = turnContext.Activity;
        if (!sender.IsOfOurTenant(activity))
        {
            LogOtherTenant(TeamsSender.TenantOf(activity) ?? "none");
            throw new UnauthorizedAccessException("The activity comes from another tenant");
        }

        await book.RememberAsync(activity, cancellationToken);
        await base.OnTurnAsync(turnContext, cancellationToken);
    }

    protected override async Task OnMessageActivityAsync(ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken)
    {
        Activity activity = ((ITurnContext)turnContext).Activity;
        if (await messages.ReadAsync(activity, cancellationToken) is not { } submission)
        {
            LogNobody(activity.Id ?? "");
            return;
        }

        await inbox.AcceptAsync(submission.ToInbox(time.GetUtcNow(), System.Diagnostics.Activity.Current?.Id), cancellationToken);
    }

    protected override Task<AdaptiveCardInvokeResponse> OnAdaptiveCardInvokeAsync(ITurnContext<IInvokeActivity> turnContext, AdaptiveCardInvokeValue invokeValue, CancellationToken cancellationToken) =>
        invokes.AnswerAsync(((ITurnContext)turnContext).Activity, invokeValue, cancellationToken);

    [LoggerMessage(4504, LogLevel.Warning, "Refused an activity of the tenant {Tenant}: Teams:TenantId names another")]
    private partial void LogOtherTenant(string tenant);

    [LoggerMessage(4505, LogLevel.Information, "Passed over message {Activity}: no person of the directory wrote it")]
    private partial void LogNobody(string activity);
}
