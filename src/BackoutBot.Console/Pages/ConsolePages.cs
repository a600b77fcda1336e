using BackoutBot.Console.Backouts;
using BackoutBot.Console.Outbound;
using BackoutBot.Console.People;
using BackoutBot.Console.Rendering;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Services;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace BackoutBot.Console.Pages;

/// <summary>The console's pages.</summary>
internal sealed class ConsolePages(
    ConsoleRenderer renderer,
    ChatTranscript transcript,
    IBackoutReader backouts,
    IInboxReader inbox,
    IServiceCatalogue catalogue,
    IConsoleIdentity identity,
    IWriteBan ban,
    IHostEnvironment environment,
    TimeProvider time)
{
    /// <summary>How many threads of a channel the page shows; older ones are found by their backouts.</summary>
    private const int ThreadsShown = 60;

    private const int MessagesShown = 200;

    public static Task<IResult> ChatAsync(HttpContext context, ConsolePages pages) => pages.ShowChatAsync(context);

    public static Task<IResult> BackoutsAsync(HttpContext context, ConsolePages pages) => pages.ShowBackoutsAsync(context);

    public static Task<IResult> BackoutAsync(HttpContext context, ConsolePages pages, string id) => pages.ShowBackoutAsync(context, new BackoutId(id));

    public static Task<IResult> InboxAsync(HttpContext context, ConsolePages pages) => pages.ShowInboxAsync(context);

    private async Task<IResult> ShowChatAsync(HttpContext context)
    {
        var viewer = ConsoleVisitor.Of(context);
        var chat = await transcript.ReadAsync(context.RequestAborted);
        var channels = Channels.For(viewer, catalogue, chat);
        if (channels.Count == 0)
        {
            return await NothingAsync("There is no channel", "No plan file names a channel, and nothing was said yet. Add a plan file for a service, then reload.");
        }

        var channel = context.Request.Query["channel"] is [{ Length: > 0 } wanted] ? wanted : channels[0];
        return !channels.Contains(channel, StringComparer.Ordinal)
            ? await NothingAsync("There is no such channel", $"Nothing was said in a channel '{Excerpt.Of(channel)}', and no plan file names it. The channels are listed on the start page.")
            : await renderer.PageAsync<ChatPage>(
                StatusCodes.Status200OK,
                (nameof(ChatPage.Frame), await FrameAsync(context, chat.Position)),
                (nameof(ChatPage.Channel), channel),
                (nameof(ChatPage.Channels), channels),
                (nameof(ChatPage.Services), (IReadOnlyList<string>)[.. catalogue.All.Select(service => service.Id.Value)]),
                (nameof(ChatPage.Threads), chat.ThreadsFor(viewer, channel, ThreadsShown)));
    }

    private async Task<IResult> ShowBackoutsAsync(HttpContext context) => await renderer.PageAsync<BackoutsPage>(
        StatusCodes.Status200OK,
        (nameof(BackoutsPage.Frame), await FrameAsync(context, 0)),
        (nameof(BackoutsPage.Backouts), await backouts.ListAsync(LiveFeed.ListLength, context.RequestAborted)),
        (nameof(BackoutsPage.Unsettled), await backouts.ListUnsettledAsync(context.RequestAborted)));

    private async Task<IResult> ShowBackoutAsync(HttpContext context, BackoutId id) =>
        await backouts.FindAsync(id, context.RequestAborted) is not { } history
            ? await NothingAsync("There is no such backout", $"No backout is named '{Excerpt.Of(id.Value)}'. All of them are listed under Backouts.")
            : await renderer.PageAsync<BackoutPage>(
                StatusCodes.Status200OK,
                (nameof(BackoutPage.Frame), await FrameAsync(context, 0)),
                (nameof(BackoutPage.View), new BackoutView(history, CardWriter.Write(history.State, time.GetUtcNow()))));

    private async Task<IResult> ShowInboxAsync(HttpContext context) => await renderer.PageAsync<InboxPage>(
        StatusCodes.Status200OK,
        (nameof(InboxPage.Frame), await FrameAsync(context, 0)),
        (nameof(InboxPage.Entries), await inbox.ListAsync(InboxStatus.Unrecognised, MessagesShown, context.RequestAborted)));

    private Task<IResult> NothingAsync(string heading, string explanation) => renderer.PageAsync<RefusalPage>(
        StatusCodes.Status404NotFound,
        (nameof(RefusalPage.Heading), heading),
        (nameof(RefusalPage.Explanation), explanation));

    private async Task<PageFrame> FrameAsync(HttpContext context, long position) =>
        new(ConsoleVisitor.Of(context), identity.Switchable, environment.IsSandbox(), position, await ban.ReasonAsync(context.RequestAborted));
}
