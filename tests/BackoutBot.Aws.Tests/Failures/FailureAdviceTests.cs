using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Aws.Tests.Failures;

/// <summary>Who does what is said of a call that failed, has it go through.</summary>
public sealed class FailureAdviceTests
{
    private const string Redeploy = CodeDeployRedeployAction.ActionName;

    [Fact]
    public async Task Given_AWS_that_is_not_reached_when_the_endpoint_is_up_then_the_check_passes()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.RestartBotAsync(("Aws:ServiceUrl", "http://127.0.0.1:1"));
        Advised.By((await world.CheckAsync("7.1")).Fix, "Check this machine's network, DNS and proxy, and whether the region's endpoint is up.");

        await world.RestartBotAsync();
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("7.1")).Status);
    }

    [Theory]
    [InlineData("lose-response", "Look at the resource to see what is the case, then try again.")]
    [InlineData("fail", "Look at the resource to see what is the case, then try again; see the AWS Health Dashboard if it lasts.")]
    [InlineData("throttle", "If it lasts, look for what else calls this API so often.")]
    public async Task Given_a_call_that_AWS_does_not_answer_well_when_the_cause_is_over_and_it_is_tried_again_then_the_check_passes(string fault, string advice)
    {
        await using var world = await AwsWorld.StartAsync();
        await world.FaultAsync("cloudwatch", "DescribeAlarms", fault);
        Advised.By((await world.CheckAsync("7.1")).Fix, advice);

        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("7.1")).Status);
    }

    [Fact]
    public async Task Given_credentials_that_AWS_does_not_accept_when_they_are_corrected_then_the_check_passes()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.RestartBotAsync(("Aws:SecretKey", "mistyped"));
        Advised.By((await world.CheckAsync("7.1")).Fix, "Check the bot's base credentials and this machine's clock.");

        await world.RestartBotAsync();
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("7.1")).Status);
    }

    [Theory]
    [InlineData("    allow: &reads\n", "    externalId: shop-7f3a\n    allow: &reads\n")]
    [InlineData("    allow: &reads\n", "    trusts: [\"999999999999\"]\n    allow: &reads\n")]
    [InlineData("\"sts:AssumeRole\", ", "")]
    [InlineData(", \"sts:TagSession\"", "")]
    [InlineData(", \"sts:SetSourceIdentity\"", "")]
    public async Task Given_a_role_that_can_not_be_assumed_when_its_trust_or_the_bots_own_identity_is_mended_then_it_is_read(string text, string unwell)
    {
        await using (var world = await AwsWorld.StartAsync(scenario => Replaced(scenario, text, unwell)))
        {
            Assert.Equal(CheckoutApi.Own.Roles.Read, Advised.By((await world.CheckAsync("7.1")).Fix, "Let the bot's own identity do sts:AssumeRole, sts:TagSession and sts:SetSourceIdentity on *, and check the role's trust policy and external id.")[0]);
        }

        await using var mended = await AwsWorld.StartAsync();
        Assert.Equal(CheckStatus.Pass, (await mended.CheckAsync("7.1")).Status);
    }

    [Fact]
    public async Task Given_a_role_that_asks_for_an_external_id_when_the_plan_file_gives_it_then_it_is_read()
    {
        await using var world = await AwsWorld.StartAsync(scenario => Replaced(scenario, "    allow: &reads\n", "    externalId: shop-7f3a\n    allow: &reads\n"));
        Advised.By((await world.CheckAsync("7.1")).Fix, "Let the bot's own identity do sts:AssumeRole, sts:TagSession and sts:SetSourceIdentity on *, and check the role's trust policy and external id.");

        world.Catalogue.Become(CheckoutApi.Resources.As(CheckoutApi.Own with { Roles = CheckoutApi.Own.Roles with { ExternalId = "shop-7f3a" } }));
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("7.1")).Status);
    }

    [Fact]
    public async Task Given_a_call_that_is_denied_when_the_role_that_is_named_is_allowed_it_then_the_check_passes()
    {
        string[] told;
        await using (var world = await AwsWorld.StartAsync(scenario => Replaced(scenario, "    allow: &reads\n      - \"codedeploy:BatchGet*\"\n      - \"codedeploy:Get*\"\n      - \"codedeploy:List*\"\n      - \"cloudwatch:Describe*\"\n", "    allow: &reads\n      - \"codedeploy:BatchGet*\"\n      - \"codedeploy:Get*\"\n      - \"codedeploy:List*\"\n")))
        {
            told = Advised.By((await world.CheckAsync("7.1")).Fix, "Allow * in the policy of *; it was refused for *.");
            Assert.Equal(CheckoutApi.Own.Roles.Read, told[1]);
        }

        await using var mended = await AwsWorld.StartAsync(scenario => Replaced(scenario, "    allow: &reads\n      - \"codedeploy:BatchGet*\"\n      - \"codedeploy:Get*\"\n      - \"codedeploy:List*\"\n      - \"cloudwatch:Describe*\"\n", $"    allow: &reads\n      - \"codedeploy:BatchGet*\"\n      - \"codedeploy:Get*\"\n      - \"codedeploy:List*\"\n      - \"{told[0]}\"\n"));
        Assert.Equal(CheckStatus.Pass, (await mended.CheckAsync("7.1")).Status);
    }

    [Fact]
    public async Task Given_a_name_that_AWS_does_not_know_when_it_is_corrected_in_the_plan_file_then_the_check_passes()
    {
        await using var world = await AwsWorld.StartAsync();
        var point = await world.CaptureAsync(Redeploy);
        world.Catalogue.Become(CheckoutApi.With(CheckoutApi.Group with { DeploymentGroup = "chekout-api-prod" }));
        Advised.By((await world.CheckAsync("12.1", point)).Fix, "Check the names in the plan file, the account and the region.");

        world.Catalogue.Become(CheckoutApi.Resources);
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("12.1", point)).Status);
    }

    [Fact]
    public async Task Given_a_configuration_that_AWS_does_not_know_when_it_is_corrected_in_the_plan_file_then_the_step_goes_through()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        var stop = AwsWorld.Execution(Assert.Single((await world.ReadInFlightAsync()).Steps));
        await world.EndAsync(stop, await world.StartedAsync(stop));

        var failed = Assert.IsType<StartOutcome.Failed>(await world.StartAsync(await WithAsync("AtOnce")));
        Assert.Contains("No Deployment Configuration found for name: AtOnce", failed.Reason, StringComparison.Ordinal);
        Advised.By(failed.Fix, "Check the names in the plan file, the account and the region.");
        await world.StartedAsync(await WithAsync("CodeDeployDefault.AllAtOnce"));

        async Task<StepExecution> WithAsync(string configuration)
        {
            var step = CheckoutApi.Step(Redeploy) with { With = new Dictionary<string, string>(StringComparer.Ordinal) { [CodeDeployRedeployAction.ConfigurationParameter] = configuration } };
            var context = new ActionContext(CheckoutApi.Backout, CheckoutApi.Service, SuspectSince: null);
            return AwsWorld.Execution(Assert.IsType<PlanningOutcome.Planned>(await world.Action(Redeploy).PlanAsync(context, step, null, CancellationToken.None)).Step);
        }
    }

    [Fact]
    public async Task Given_a_change_that_AWS_refuses_when_what_it_names_is_mended_and_it_is_planned_again_then_it_goes_through()
    {
        await using var world = await AwsWorld.StartAsync();
        var good = await world.CaptureAsync(Redeploy);
        await world.BreakAsync();
        var stop = AwsWorld.Execution(Assert.Single((await world.ReadInFlightAsync()).Steps));
        await world.EndAsync(stop, await world.StartedAsync(stop));
        var elsewhere = CapturedRelease.Of(good, CheckoutApi.Group)! with { Revision = new DeployedRevision(null, null, null, null, null, "shop/checkout-api", "abcdef0123456789") };
        var refused = await world.ApprovedAsync(Redeploy, new RestorePoint(good.TakenAt, [elsewhere.ToState(Redeploy)], []));
        var failed = Assert.IsType<StartOutcome.Failed>(await world.StartAsync(refused));
        Assert.Contains("The revision needs revisionType S3", failed.Reason, StringComparison.Ordinal);
        Advised.By(failed.Fix, "Mend what AWS names, then plan again.");

        await world.StartedAsync(await world.ApprovedAsync(Redeploy, good));
    }

    private static string Replaced(string scenario, string text, string other)
    {
        Assert.Contains(text, scenario, StringComparison.Ordinal);
        return scenario.Replace(text, other, StringComparison.Ordinal);
    }
}
