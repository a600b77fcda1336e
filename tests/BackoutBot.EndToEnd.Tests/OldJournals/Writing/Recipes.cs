using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.EndToEnd.Tests.World;
using static BackoutBot.Core.Backouts.BackoutPhase;

namespace BackoutBot.EndToEnd.Tests.OldJournals.Writing;

/// <summary>
/// One for each way into <see cref="NotNeeded"/> or <see cref="Reviewing"/> that the state machine has, twice where the outcome also hangs on whether
/// a step was begun before; and those that are open.
/// </summary>
internal static partial class Recipes
{
    private const string Reads = "codedeploy:GetDeploymentGroup";
    private const string Records = "route53:ListResourceRecordSets";

    public static IReadOnlyList<JournalRecipe> All { get; } = [.. NotNeededWays, .. StoodDownWays, .. AbandonedWays, .. RolledBackWays, .. Open];

    private static IEnumerable<JournalRecipe> NotNeededWays =>
    [
        new("dismissed-preparing", "Alice prepares a release, and dismisses it while the checks run.", NotNeeded, async story =>
        {
            await story.StallAsync("rds:DescribeDBInstances");
            await story.SayAsync(story.World.Alice, "/backout prepare checkout-api v2.4.0");
            _ = await story.UntilAsync(Preparing);
            await story.PressAsync(story.World.Alice, "dismiss", input: "The release is put off.");
        })
        {
            Left = (Preparing, BackoutTrigger.Dismiss),
        },
        new("dismissed-ready", "Alice prepares a release, what only people can know is attested, and she dismisses it when all is ready.", NotNeeded, async story =>
        {
            await story.SayAsync(story.World.Alice, "/backout prepare checkout-api v2.4.0");
            _ = await story.UntilAsync(NotReady);
            await story.SayAsync(story.World.Bob, "/backout attest 4.1 the script is in the release's folder");
            await story.SayAsync(story.World.Bob, "/backout attest 9.1 #stakeholders knows");
            _ = await story.UntilAsync(Ready);
            await story.PressAsync(story.World.Alice, "dismiss", input: "The release went out well.");
        })
        {
            Pace = Paces.Preparable,
            Left = (Ready, BackoutTrigger.Dismiss),
        },
        new("dismissed-not-ready", "Alice prepares a release, and dismisses it when something is missing.", NotNeeded, async story =>
        {
            await story.SayAsync(story.World.Alice, "/backout prepare checkout-api v2.4.0");
            _ = await story.UntilAsync(NotReady);
            await story.PressAsync(story.World.Alice, "dismiss");
        })
        {
            Left = (NotReady, BackoutTrigger.Dismiss),
        },
        new("dismissed-watching", "Production breaks, and bob dismisses the proposal.", NotNeeded, async story =>
        {
            await story.BreakAsync();
            await story.PressAsync(story.World.Bob, "dismiss", input: "A load test.");
        })
        {
            Left = (Watching, BackoutTrigger.Dismiss),
        },
        new("all-quiet", "A release goes out well, and stays well.", NotNeeded, async story => await story.World.Control.BreakProductionAsync())
        {
            Pace = Paces.Good,
            Left = (Watching, BackoutTrigger.AllQuiet),
        },
    ];

    private static IEnumerable<JournalRecipe> StoodDownWays =>
    [
        new("denied", "Alice, who asked for it, may not approve; bob denies the plan.", StoodDown, async story =>
        {
            await story.StartAsync();
            await story.PressAsync(story.World.Alice, "approve");
            await story.PressAsync(story.World.Bob, "deny", input: "The release manager rolls forward.");
        })
        {
            Left = (AwaitingApproval, BackoutTrigger.Deny),
        },
        new("expired", "Nobody approves the plan in time.", StoodDown, story => story.StartAsync())
        {
            Pace = Paces.Impatient,
            Left = (AwaitingApproval, BackoutTrigger.Expire),
        },
        new("aborted-planning", "Bob aborts while the plan is being made.", StoodDown, async story =>
        {
            await story.BreakAsync();
            await story.StallAsync(Reads);
            await story.SayAsync(story.World.Alice, "/backout start checkout-api");
            _ = await story.UntilAsync(Planning);
            await story.AbortAsync();
        })
        {
            Left = (Planning, BackoutTrigger.Abort),
        },
        new("aborted-unplannable", "Nothing can be read, so there is no plan; bob aborts.", StoodDown, async story =>
        {
            await story.BreakAsync(signals: 5);
            await story.DenyAsync(Reads);
            await story.DenyAsync(Records);
            await story.SayAsync(story.World.Alice, "/backout start checkout-api");
            _ = await story.UntilAsync(Unplannable);
            await story.AbortAsync();
        })
        {
            Pace = Paces.Redeploy,
            Left = (Unplannable, BackoutTrigger.Abort),
        },
        new("aborted-awaiting-approval", "Bob aborts while the plan waits.", StoodDown, async story =>
        {
            await story.StartAsync();
            await story.AbortAsync();
        })
        {
            Left = (AwaitingApproval, BackoutTrigger.Abort),
        },
        new("aborted-running-before-a-step", "Bob approves, and carol aborts before the first step has begun.", StoodDown, async story =>
        {
            await story.StartAsync();
            await story.AtOnceAsync(
                () => story.PressAsync(story.World.Bob, "approve"),
                () => story.SayAsync(story.World.Carol, "/backout abort We fix it forward."));
        })
        {
            Left = (Running, BackoutTrigger.Abort),
            Attempts = 40,
        },
        new("aborted-paused-before-a-step", "Bob approves, carol halts it before the first step has begun, and bob aborts.", StoodDown, async story =>
        {
            await story.StartAsync();
            await story.AtOnceAsync(
                () => story.PressAsync(story.World.Bob, "approve"),
                () => story.SayAsync(story.World.Carol, "/backout pause"));
            Backout backout = await story.World.Journal.UntilAsync("the halt, or its refusal", one => one.Phase is Paused || one.Events<CommandRefused>().Any() || one.Phase >= RolledBack);
            if (backout.Phase is Paused)
            {
                await story.AbortAsync();
            }
        })
        {
            Left = (Paused, BackoutTrigger.Abort),
            Attempts = 40,
        },
    ];

    private static IEnumerable<JournalRecipe> RolledBackWays =>
    [
        new("proved", "The steps run and the service stays well; people note and announce on the way.", RolledBack, async story =>
        {
            await story.StartAsync();
            await story.PressAsync(story.World.Alice, "approve");
            await story.SayAsync(story.World.Carol, "/backout note the on-call of payments knows");
            await story.SayAsync(story.World.Carol, "/backout announce We expect to be back in ten minutes.");
            await story.PressAsync(story.World.Bob, "approve");
        })
        {
            Left = (Validating, BackoutTrigger.Prove),
        },
        new("accepted-validating", "The steps run, the alarms can't be read, and bob accepts it.", RolledBack, async story =>
        {
            await story.RollBackBlindlyAsync(Validating);
            await story.PressAsync(story.World.Bob, "accept", input: "The dashboards are fine.");
        })
        {
            Left = (Validating, BackoutTrigger.Accept),
        },
        new("accepted-unproven", "It does not prove to help in time, and bob accepts it.", RolledBack, async story =>
        {
            await story.RollBackBlindlyAsync(Unproven);
            await story.PressAsync(story.World.Bob, "accept", input: "The dashboards are fine.");
        })
        {
            Pace = Paces.Strict,
            Left = (Unproven, BackoutTrigger.Accept),
        },
    ];
}
