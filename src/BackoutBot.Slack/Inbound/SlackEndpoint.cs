using BackoutBot.Slack.Gate;
using Microsoft.AspNetCore.Http;

namespace BackoutBot.Slack.Inbound;

/// <summary>Answers Slack's requests: the gate, then <see cref="SlackReceiver"/>, and only then the acknowledgement.</summary>
internal sealed class SlackEndpoint(SlackGate gate, SlackReceiver receiver)
{
    /// <summary>Answers <c>POST /slack/event</c>.</summary>
    public Task EventAsync(HttpContext context) => AnswerAsync(context, receiver.EventAsync);

    /// <summary>Answers <c>POST /slack/action</c>.</summary>
    public Task ActionAsync(HttpContext context) => AnswerAsync(context, receiver.ActionAsync);

    /// <summary>Answers <c>POST /slack/command</c>.</summary>
    public Task CommandAsync(HttpContext context) => AnswerAsync(context, receiver.CommandAsync);

    private async Task AnswerAsync(HttpContext context, Func<HttpContext, byte[], Task<SlackAnswer>> receive)
    {
        if (await gate.AdmitAsync(context) is not { } body)
        {
            return;
        }

        var answer = await receive(context, body);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        if (answer.Body is { Length: > 0 } text)
        {
            await context.Response.WriteAsync(text, context.RequestAborted);
        }
    }
}
