using BackoutBot.Core.Backouts.Events;
using BackoutBot.EndToEnd.Tests.World;
using static BackoutBot.Core.Backouts.BackoutPhase;

namespace BackoutBot.EndToEnd.Tests.OldJournals.Writing;

internal static partial class Recipes
{
    private static IEnumerable<JournalRecipe> Open =>
    [
        new("open-awaiting-approval", "A plan waits: of the two approvals that it needs carol has given hers, and alice's was refused, for she asked.", AwaitingApproval, async story =>
        {
            await story.StartAsync();
            await story.PressAsync(story.World.Alice, "approve");
            await story.PressAsync(story.World.Carol, "approve");
            _ = await story.World.Journal.UntilAsync("carol's approval", backout => backout.Events<PlanApproved>().Any() && backout.Events<CommandRefused>().Any());
            await story.QuietAsync();
        })
        {
            Pace = Paces.Patient,
        },
        new("open-call-made", "CreateDeployment was called, and the bot died before it could write down what came of it.", Running, async story =>
        {
            await story.StartAsync(signals: 5);
            await story.QuietAsync();
            story.World.Bot.Kill();

            // The appends of this process are the approval, the intent, and what came of the call.
            story.World.Bot.Start("before:3");
            await story.World.Bot.ReadyAsync();
            await story.PressAsync(story.World.Bob, "approve");
            await story.World.Bot.ExitedAsync(CancellationToken.None);
            Backout backout = (await story.World.Journal.FindAsync())!;
            Assert.Equal("code-redeploy", Assert.Single(backout.Events<StepIntended>()).Step.Value);
            Assert.Empty(backout.Events<StepStarted>());
            _ = Assert.Single(await story.World.Control.MutatingCallsAsync(), call => call is { Action: "codedeploy:CreateDeployment", IsEffective: true });
        })
        {
            Pace = Paces.Redeploy,
        },
        new("open-deployment-at-work", "CreateDeployment was called, and the bot died while it looked how far the deployment was.", Running, async story =>
        {
            await story.ApproveAsync(signals: 5);
            _ = await story.World.Journal.UntilAsync("the deployment to move on", backout => backout.Events<StepProgressed>().Any(moved => moved is { Step.Value: "code-redeploy", Percent: > 0 }));
        })
        {
            Pace = Paces.Redeploy,
        },
        new("open-stop-and-dns-at-work", "The maintenance page is up, CodeDeploy stops the release and Route 53 passes the record on, and the bot died while it looked at both.", Running, async story =>
        {
            await story.ApproveAsync();
            _ = await story.World.Journal.UntilAsync(
                "both steps to run",
                backout => backout.Events<StepStarted>().Count(started => started.Step.Value is "code-stop" or "dns") == 2);
        }),
    ];
}
