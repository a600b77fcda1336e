using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using static BackoutBot.Core.Backouts.BackoutPhase;

namespace BackoutBot.EndToEnd.Tests.OldJournals.Writing;

internal static partial class Recipes
{
    private static IEnumerable<JournalRecipe> AbandonedWays =>
    [
        new("second-plan-denied", "A step fails, bob has it planned again, and carol denies the second plan.", Abandoned, async story =>
        {
            await story.ReplanAsync();
            await story.PressAsync(story.World.Carol, "deny", input: "Enough for today.");
        })
        {
            Left = (AwaitingApproval, BackoutTrigger.Deny),
        },
        new("second-plan-expired", "A step fails, bob has it planned again, and nobody approves the second plan in time.", Abandoned, story => story.ReplanAsync())
        {
            Pace = Paces.Impatient,
            Left = (AwaitingApproval, BackoutTrigger.Expire),
        },
        new("second-plan-aborted-planning", "A step fails, bob has it planned again, and aborts while the second plan is being made.", Abandoned, async story =>
        {
            await story.BlockAsync();
            await story.StallAsync(Reads);
            await story.PressAsync(story.World.Bob, "replan");
            _ = await story.UntilAsync(Planning);
            await story.AbortAsync();
        })
        {
            Left = (Planning, BackoutTrigger.Abort),
        },
        new("second-plan-aborted-unplannable", "A step fails, bob has it planned again, nothing can be read by then, and he aborts.", Abandoned, async story =>
        {
            await story.StartAsync(signals: 5);
            await story.DenyAsync("codedeploy:CreateDeployment");
            await story.PressAsync(story.World.Bob, "approve");
            await story.BlockedAsync();
            await story.DenyAsync(Reads);
            await story.DenyAsync(Records);
            await story.PressAsync(story.World.Bob, "replan");
            _ = await story.UntilAsync(Unplannable);
            await story.AbortAsync();
        })
        {
            Pace = Paces.Redeploy,
            Left = (Unplannable, BackoutTrigger.Abort),
        },
        new("second-plan-aborted-awaiting-approval", "A step fails, bob has it planned again, and aborts while the second plan waits.", Abandoned, async story =>
        {
            await story.ReplanAsync();
            await story.AbortAsync();
        })
        {
            Left = (AwaitingApproval, BackoutTrigger.Abort),
        },
        new("aborted-running", "A step fails; bob has the rollback go on without it, and carol aborts before the next step has begun.", Abandoned, async story =>
        {
            await story.StartAsync(signals: 5);
            await story.DenyAsync("codedeploy:CreateDeployment");
            await story.PressAsync(story.World.Bob, "approve");
            await story.BlockedAsync();
            await story.AtOnceAsync(
                () => story.PressAsync(story.World.Bob, "skip", step: "code-redeploy", input: "By hand."),
                () => story.SayAsync(story.World.Carol, "/backout abort We fix it forward."));
        })
        {
            Pace = Paces.Redeploy,
            Left = (Running, BackoutTrigger.Abort),
            Attempts = 40,
        },
        new("aborted-paused", "Bob halts the rollback half-way, and aborts.", Abandoned, async story =>
        {
            await story.ApproveAsync();
            _ = await story.World.Journal.UntilAsync("a step to run", backout => backout.Events<StepStarted>().Any());
            await story.PauseAsync();
            await story.AbortAsync();
        })
        {
            Left = (Paused, BackoutTrigger.Abort),
        },
        new("aborted-blocked", "A step fails, fails again when bob retries it, and he aborts.", Abandoned, async story =>
        {
            await story.BlockAsync();
            await story.PressAsync(story.World.Bob, "retry", step: "code-stop");
            _ = await story.World.Journal.UntilAsync("the second failure", backout => backout.Phase is Blocked && backout.Events<StepFailed>().Count() == 2);
            await story.AbortAsync();
        })
        {
            Left = (Blocked, BackoutTrigger.Abort),
        },
        new("aborted-uncertain", "It can't be known whether a step had its effect, and bob aborts.", Abandoned, async story =>
        {
            await story.StartAsync(signals: 5);
            await story.DenyAsync("codedeploy:ListDeployments");
            await story.World.Control.FailAsync("codedeploy:CreateDeployment", "lose-response");
            await story.PressAsync(story.World.Bob, "approve");
            await story.BlockedAsync();
            await story.AbortAsync();
        })
        {
            Pace = Paces.Redeploy,
            Left = (Blocked, BackoutTrigger.Abort),
        },
        new("aborted-validating", "The steps run, the alarms can't be read, and bob aborts.", Abandoned, async story =>
        {
            await story.RollBackBlindlyAsync(Validating);
            await story.AbortAsync();
        })
        {
            Left = (Validating, BackoutTrigger.Abort),
        },
        new("aborted-unproven", "It does not prove to help in time, nor when bob has it validated again, and he aborts.", Abandoned, async story =>
        {
            await story.RollBackBlindlyAsync(Unproven);
            await story.PressAsync(story.World.Bob, "retry");
            _ = await story.World.Journal.UntilAsync("the second time", backout => backout.Phase is Unproven && backout.Events<PhaseEntered>().Count(entered => entered.To is Unproven) == 2);
            await story.AbortAsync();
        })
        {
            Pace = Paces.Strict,
            Left = (Unproven, BackoutTrigger.Abort),
        },
    ];
}
