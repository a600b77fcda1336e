using System.Text.Json;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using BackoutBot.Core.Signals;
using BackoutBot.Core.Tests.Backouts;
using Start = BackoutBot.Core.Backouts.Commands.Start;

namespace BackoutBot.Slack.Tests.Rendering;

/// <summary>The story of the demo, stopped where a card of its own is seen. Each state is what the decider made of the commands.</summary>
internal static class Stages
{
    private static readonly StepId Deployment = new("deployment");
    private static readonly StepId Dns = new("dns");
    private static readonly ResourceKey Group = new("aws:codedeploy:123456789012:eu-west-1:checkout-api/checkout-api-prod");
    private static readonly ResourceKey Errors = new("aws:cloudwatch:123456789012:eu-west-1:checkout-api-5xx");
    private static readonly ResourceKey Latency = new("aws:cloudwatch:123456789012:eu-west-1:checkout-api-latency");
    private static readonly JsonElement NoInput = JsonDocument.Parse("{}").RootElement;

    private static readonly ServiceDefinition CheckoutApi = new(
        new ServiceId("checkout-api"),
        "production",
        "#ops",
        [Group, Errors, Latency],
        new ApprovalPolicy([Story.Alice, Story.Bob, Story.Carol], [], 1, TimeSpan.FromMinutes(15)),
        [new Audience(AudienceKind.TeamLeads, "#stakeholders")],
        new ValidationPolicy(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(20)),
        new Dictionary<ItemId, string>(),
        [new StepDefinition(Deployment, "codedeploy-stop", []), new StepDefinition(Dns, "route53-revert", [Deployment])]);

    /// <summary>Every stage, by the name of its golden file.</summary>
    public static IReadOnlyDictionary<string, Func<Story>> All { get; } = new Dictionary<string, Func<Story>>
    {
        ["preparing"] = () => Prepare([]),
        ["ready"] = () => Prepare(BackoutAgenda.PreparationItems.Select(item => Pass(item))),
        ["not-ready"] = () => Prepare(BackoutAgenda.PreparationItems.Select(item => item.Value switch
        {
            "3.1" => new CheckResult(item, CheckStatus.Fail, "The health check of checkout-api-prod asks every 300 s.", "Set its interval to 30 s or less.", []),
            "9.1" => new CheckResult(item, CheckStatus.Unknown, "Nobody is named as the owner of the communication plan.", "Name one, or vouch for it.", []),
            _ => Pass(item),
        })),
        ["watching"] = () => Deploying(),
        ["proposed"] = () => Broken(),
        ["planning"] = () => Asked(),
        ["unplannable"] = () => Plan(Asked(), new PlanningOutcome.Impossible("No deployment of checkout-api-prod ever succeeded, so there is no version to go back to.", "Name a revision in the plan file.")),
        ["awaiting-approval"] = () => Planned(),
        ["half-approved"] = () => Approve(Planned(), Story.Bob),
        ["running"] = () => Running(),
        ["paused"] = () => Told(Running(), story => new Pause(story.NextKey(), Story.Dave)),
        ["blocked"] = () => Told(Running(), story => new ReportObservation(story.NextKey(), Deployment, 1, new Observation.Failed("AccessDeniedException: bo-exec may not call codedeploy:StopDeployment.", "Allow it in the role’s policy, then retry."))),
        ["uncertain"] = () => Told(Begun(), story => new ReportStart(story.NextKey(), Deployment, 1, new StartOutcome.Uncertain("The connection broke before CodeDeploy answered.", "See in CodeDeploy whether d-9VZQ3M2KX is stopped."))),
        ["ending"] = () => Told(PageUp(), story => new Abort(story.NextKey(), Story.Carol, "It is the database.")),
        ["page-left-open"] = () => Told(Told(PageUp(), story => new Leave(story.NextKey(), Story.Carol, "The database is being restored, until 06:00.")), story => new WritePostMortem(story.NextKey())),
        ["validating"] = () => Done(),
        ["well"] = () => Told(Done(), Well),
        ["unproven"] = () => Told(Told(Done(), story => new ReportValidation(story.NextKey(), [new CheckResult(new ItemId("12.1"), CheckStatus.Fail, "2 of 8 targets are unhealthy.", "See their logs.", [])], story.LookedSince)).Pass(TimeSpan.FromMinutes(21)), story => new Tick(story.NextKey())),
        ["rolled-back-in-part"] = () => Told(Told(Done(), story => new Accept(story.NextKey(), Story.Carol, "The alarm is known to lag.")), story => new WritePostMortem(story.NextKey())),
        ["reviewing"] = () => Proved(),
        ["rolled-back"] = () => Told(Proved(), story => new WritePostMortem(story.NextKey())),
        ["stood-down"] = () => Told(Told(Planned(), story => new Deny(story.NextKey(), Story.Carol, story.State.Plan!.Hash, "It is the database, not the release.")), story => new WritePostMortem(story.NextKey())),
        ["not-needed"] = () => Told(Broken(), story => new Dismiss(story.NextKey(), Story.Alice, "a load test")),
        ["abandoned"] = () => Told(
            Told(
                Told(Running(), story => new ReportObservation(story.NextKey(), Deployment, 1, new Observation.Failed("The deployment group is gone.", "Restore it."))),
                story => new Abort(story.NextKey(), Story.Carol, "We fix forward.")),
            story => new WritePostMortem(story.NextKey())),
    };

    private static Story Prepare(IEnumerable<CheckResult> checks)
    {
        var story = Told(new Story(CheckoutApi), story => new Prepare(story.NextKey(), Story.Alice, "v2.4.0"));
        foreach (var check in checks)
        {
            _ = Told(story, story => new ReportCheck(story.NextKey(), check));
        }

        return story.State.Checks.IsEmpty ? story : Captured(story);
    }

    private static Story Deploying() => Told(new Story(CheckoutApi), story => new JoinSignal(story.NextKey(), Signal(
        "d", SignalKind.DeploymentStarted, Group, "d-9VZQ3M2KX", "CodeDeploy deployment d-9VZQ3M2KX of checkout-api to checkout-api-prod began.", story.Now)));

    private static Story Broken()
    {
        var story = Deploying().Pass(TimeSpan.FromSeconds(74));
        _ = Told(story, story => new JoinSignal(story.NextKey(), Signal("a", SignalKind.AlarmRaised, Errors, "checkout-api-5xx", "Alarm checkout-api-5xx went off: 41 errors in 1 minute, threshold 5.", story.Now)));
        _ = story.Pass(TimeSpan.FromSeconds(21));
        return Told(story, story => new JoinSignal(story.NextKey(), Signal("l", SignalKind.AlarmRaised, Latency, "checkout-api-latency", "Alarm checkout-api-latency went off: p99 3.8 s, threshold 1 s.", story.Now)));
    }

    private static Story Asked() => Captured(Told(Broken().Pass(TimeSpan.FromSeconds(40)), story => new Start(story.NextKey(), Story.Alice, "5xx since the deployment began")));

    private static Story Planned() => Plan(
        Asked(),
        new PlanningOutcome.Planned(new PlanStep(
            Deployment, "codedeploy-stop", [], "Stop deployment d-9VZQ3M2KX and roll it back", "4 of 8 instances on v2.4.0", "8 of 8 instances on v2.3.1",
            TimeSpan.FromMinutes(4), Reversibility.Compensable, null, null, 1, NoInput)),
        new PlanningOutcome.Planned(new PlanStep(
            Dns, "route53-revert", [Deployment], "Revert api.shop.example. in zone Z0SHOPEXAMPLE00001", "CNAME checkout-v240.shop.example.", "CNAME checkout-v231.shop.example.",
            TimeSpan.FromSeconds(95), Reversibility.Reversible, "Resolvers keep the old answer for up to 60 s.", null, 2, NoInput)));

    private static Story Begun() => Told(Approve(Approve(Planned(), Story.Bob), Story.Carol), story => new IntendStep(story.NextKey(), Deployment));

    private static Story Running()
    {
        var story = Told(Begun(), story => new ReportStart(story.NextKey(), Deployment, 1, new StartOutcome.Started("d-7AAB1CQ0P", "CodeDeploy stops d-9VZQ3M2KX and deploys v2.3.1 as d-7AAB1CQ0P.")));
        return Told(story.Pass(TimeSpan.FromSeconds(45)), story => new ReportObservation(story.NextKey(), Deployment, 1, new Observation.Running(50, "2 of 4 instances are back on v2.3.1.")));
    }

    private static Story PageUp()
    {
        StepId on = new("page-on"), off = new("page-off");
        var story = new Story(CheckoutApi with
        {
            Steps = [new StepDefinition(on, "maintenance-on", []), new StepDefinition(Deployment, "codedeploy-redeploy", [on]), new StepDefinition(off, "maintenance-off", [Deployment]) { Closes = on }],
        });
        _ = Captured(Told(Told(story, story => new JoinSignal(story.NextKey(), Signal("a", SignalKind.AlarmRaised, Errors, "checkout-api-5xx", "Alarm checkout-api-5xx went off.", story.Now))), story => new Start(story.NextKey(), Story.Alice, "5xx")));
        const string Page = "Everyone gets the maintenance page (503)", Application = "The application answers";
        _ = Told(story, story => new ReportPlanning(story.NextKey(), story.State.PlanRound,
        [
            new PlannedStep(on, new PlanningOutcome.Planned(new PlanStep(on, "maintenance-on", [], "Show the maintenance page on 2 listeners", Application, Page, TimeSpan.FromSeconds(10), Reversibility.Reversible, null, null, 1, NoInput) { Supporting = true })),
            new PlannedStep(Deployment, new PlanningOutcome.Planned(new PlanStep(Deployment, "codedeploy-redeploy", [on], "Deploy v2.3.1 again", "v2.4.0", "v2.3.1 on all instances", TimeSpan.FromMinutes(4), Reversibility.Reversible, null, null, 1, NoInput))),
            new PlannedStep(off, new PlanningOutcome.Planned(new PlanStep(off, "maintenance-off", [Deployment], "Take the maintenance page away from 2 listeners", Page, Application, TimeSpan.FromSeconds(10), Reversibility.Reversible, null, null, 1, NoInput) { Supporting = true })),
        ]));
        _ = Told(Approve(story, Story.Bob), story => new IntendStep(story.NextKey(), on));
        _ = Told(story, story => new ReportStart(story.NextKey(), on, 1, new StartOutcome.Started("1", "2 listeners show the maintenance page.")));
        return Told(story, story => new ReportObservation(story.NextKey(), on, 1, new Observation.Succeeded("All 2 listeners show the maintenance page.", [])));
    }

    private static Story Done() => Running().Pass(TimeSpan.FromSeconds(70)).RunSteps();

    private static Story Proved()
    {
        var story = Done();
        _ = Told(story, story => new JoinSignal(story.NextKey(), Signal("a-ok", SignalKind.AlarmCleared, Errors, "checkout-api-5xx", "Alarm checkout-api-5xx is quiet again.", story.Now)));
        _ = Told(story, story => new JoinSignal(story.NextKey(), Signal("l-ok", SignalKind.AlarmCleared, Latency, "checkout-api-latency", "Alarm checkout-api-latency is quiet again.", story.Now)));
        return Told(Told(story, Well).Pass(TimeSpan.FromMinutes(3)), Well);
    }

    private static ReportValidation Well(Story story) => new(story.NextKey(),
    [
        new CheckResult(new ItemId("12.1"), CheckStatus.Pass, "8 of 8 targets are healthy and on v2.3.1.", null, []),
        new CheckResult(new ItemId("12.2"), CheckStatus.Pass, "Both alarms that led here are quiet.", null, []),
    ], story.LookedSince);

    private static Story Captured(Story story) => Told(story, story => new ReportRestorePoint(
        story.NextKey(),
        new RestorePoint(story.Now, [new CapturedState("codedeploy-stop", "checkout-api / checkout-api-prod", "revision v2.3.1", NoInput)], []),
        "captured now"));

    private static Story Plan(Story story, params PlanningOutcome[] outcomes) => Told(story, story => new ReportPlanning(story.NextKey(), story.State.PlanRound,
        [.. CheckoutApi.Steps.Select((step, at) => new PlannedStep(step.Id, outcomes[Math.Min(at, outcomes.Length - 1)]))]));

    private static Story Approve(Story story, PersonId by) => Told(story.Pass(TimeSpan.FromSeconds(14)), story => new Approve(story.NextKey(), by, story.State.Plan!.Hash));

    private static Story Told(Story story, Func<Story, BackoutCommand> command)
    {
        var decision = story.Send(command(story));
        Assert.Null(decision.Refusal);
        return story;
    }

    private static CheckResult Pass(ItemId item) => new(item, CheckStatus.Pass, "As it should be.", null, []);

    private static Signal Signal(string id, SignalKind kind, ResourceKey resource, string subject, string summary, DateTimeOffset at) =>
        new(new SignalId(id), kind, resource, subject, at, summary, new Dictionary<string, string> { ["version"] = "v2.4.0" });
}
