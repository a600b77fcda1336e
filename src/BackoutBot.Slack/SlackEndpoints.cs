using BackoutBot.Slack.Gate;
using BackoutBot.Slack.Inbound;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BackoutBot.Slack;

/// <summary>Maps what Slack sends requests to.</summary>
public static class SlackEndpoints
{
    /// <summary>
    /// Maps <c>POST /slack/event</c>, <c>/slack/action</c> and <c>/slack/command</c> where Slack is enabled and not in Socket Mode. 200 says
    /// that the request is on disk, or was so before; 401 that Slack did not sign it, or not lately; 400 and 413 that it is not what Slack
    /// sends; 503 that Slack should send it again.
    /// </summary>
    public static WebApplication MapSlack(this WebApplication app)
    {
        if (app.Services.GetService<SlackEndpoint>() is not { } endpoint || app.Services.GetRequiredService<IOptions<SlackOptions>>().Value.AppToken.Length > 0)
        {
            return app;
        }

        var limit = new RequestSizeLimitAttribute(SlackGate.LargestBody + 1);
        app.MapPost(SlackPaths.Event, endpoint.EventAsync).WithMetadata(limit);
        app.MapPost(SlackPaths.Action, endpoint.ActionAsync).WithMetadata(limit);
        app.MapPost(SlackPaths.Command, endpoint.CommandAsync).WithMetadata(limit);
        return app;
    }
}
