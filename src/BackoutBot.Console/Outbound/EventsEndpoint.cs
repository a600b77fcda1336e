using System.Globalization;
using BackoutBot.Console.People;
using BackoutBot.Core.Ids;
using Microsoft.AspNetCore.Http;

namespace BackoutBot.Console.Outbound;

/// <summary>The stream of Server-Sent Events to which an open page listens.</summary>
internal static class EventsEndpoint
{
    public static IResult Get(HttpContext context, LiveFeed feed)
    {
        var query = context.Request.Query;
        var page = new LivePage(
            ConsoleVisitor.Of(context),
            query["channel"] is [{ Length: > 0 } channel] ? channel : null,
            query["backout"] is [{ Length: > 0 } backout] ? new BackoutId(backout) : null,
            query["list"] == "yes");

        // The browser repeats the id of the last event that it got when it connects again by itself; after a refusal the page does.
        var cursor = LiveCursor.Parse(context.Request.Headers["Last-Event-ID"])
            ?? LiveCursor.Parse(query["cursor"])
            ?? new LiveCursor(Number(query["after"]), Number(query["version"]));
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(feed.FollowAsync(page, cursor, context.RequestAborted));
    }

    private static long Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
