using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Tests.Checks;

/// <summary>Whether the roles of the plan file can be assumed is said before a deployment, and not by the first write of a rollback.</summary>
public sealed class RolesCheckTests
{
    private const string Item = "access";
    private const string Bot = "arn:aws:iam::123456789012:user/backoutbot";

    private static readonly AwsRoles Roles = CheckoutApi.Own.Roles;

    [Fact]
    [Judges("access", CheckStatus.Pass, "each role that the plan file names can be assumed")]
    public async Task Given_roles_that_trust_the_bot_when_they_are_tried_then_it_is_one_line_with_the_id_of_each_request()
    {
        await using var world = await AwsWorld.StartAsync();
        var result = await world.CheckAsync(Item);
        Assert.Equal((CheckStatus.Pass, "All 2 roles can be assumed.", null), (result.Status, result.Summary, result.Fix));
        Assert.Equal([Roles.Read, Roles.Write], result.Evidence.Select(evidence => evidence.Figures["role"]));
        Assert.All(result.Evidence, evidence => Assert.NotEmpty(evidence.RequestId));
        Assert.Distinct(result.Evidence.Select(evidence => evidence.RequestId));
    }

    [Fact]
    public async Task Given_five_steps_under_one_role_when_the_roles_are_tried_then_each_is_assumed_once_and_the_one_that_writes_may_do_nothing()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.CheckAsync(Item);
        Assert.Equal(
            ["assume bo-exec and may do nothing", "assume bo-verify"],
            (await world.CallsAsync("AssumeRole")).Select(call => (string)call["effect"]!).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(await world.CallsAsync(), call => (bool)call["mutating"]!);
    }

    [Fact]
    [Judges("access", CheckStatus.Fail, "a role that the plan file's steps or resources need can't be assumed")]
    public async Task Given_a_role_that_writes_and_is_refused_when_its_trust_names_the_bot_as_told_then_it_passes()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.RefuseAsync(Roles.Write);
        var refused = await world.CheckAsync(Item);
        Assert.Equal(CheckStatus.Fail, refused.Status);
        Assert.StartsWith($"The role that writes, {Roles.Write}, can't be assumed (AccessDenied, request ", refused.Summary, StringComparison.Ordinal);
        Assert.Contains("By it these steps would be done: maintenance-on (maintenance), codedeploy-stop (checkout-api-prod), codedeploy-redeploy (checkout-api-prod), route53-revert (api), maintenance-off (maintenance).", refused.Summary, StringComparison.Ordinal);
        Assert.Contains($"AWS says: User: {Bot} is not authorized to perform: sts:AssumeRole", refused.Summary, StringComparison.Ordinal);
        Assert.Contains("It was tried with the session tags action=prepare and approver1=nobody;", refused.Summary, StringComparison.Ordinal);
        var evidence = Assert.Single(refused.Evidence, one => one.Figures["answer"] == "AccessDenied");
        Assert.Contains($"request {evidence.RequestId})", refused.Summary, StringComparison.Ordinal);
        Assert.Equal([Bot, Roles.Write], Named(refused.Fix));

        await world.AllowAsync();
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync(Item)).Status);
    }

    [Fact]
    public async Task Given_a_role_that_reads_and_is_refused_after_it_was_assumed_when_it_is_tried_a_while_later_then_that_is_said_with_what_it_would_read()
    {
        await using var world = await AwsWorld.StartAsync();
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync(Item)).Status);
        await world.RefuseAsync(Roles.Read);
        world.Advance(61);
        var refused = await world.CheckAsync(Item);
        Assert.Equal(CheckStatus.Fail, refused.Status);
        Assert.StartsWith($"The role that reads, {Roles.Read}, can't be assumed (AccessDenied, request ", refused.Summary, StringComparison.Ordinal);
        Assert.Contains("By it checkout-api-prod, checkout-api-5xx, checkout-api-latency, checkout-api-health, api, checkout-db, maintenance would be read.", refused.Summary, StringComparison.Ordinal);
        Assert.Equal([Bot, Roles.Read], Named(refused.Fix));
    }

    [Fact]
    public async Task Given_a_role_that_asks_for_an_external_id_when_the_plan_file_gives_it_then_it_passes()
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Replace("  - name: bo-exec\n", "  - name: bo-exec\n    externalId: shop-7f3a\n", StringComparison.Ordinal));
        var refused = await world.CheckAsync(Item);
        Assert.Equal(CheckStatus.Fail, refused.Status);
        Advised.By(refused.Fix, "Where the role asks for an external id, give that in the plan file.");

        world.Catalogue.Become(CheckoutApi.Resources.As(CheckoutApi.Own with { Roles = Roles with { ExternalId = "shop-7f3a" } }));
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync(Item)).Status);
    }

    [Fact]
    public async Task Given_sessions_that_are_too_long_for_the_role_when_it_is_tried_then_what_AWS_refuses_is_said_in_its_words()
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Replace("  - name: bo-exec\n", "  - name: bo-exec\n    maxSessionSeconds: 600\n", StringComparison.Ordinal));
        var refused = await world.CheckAsync(Item);
        Assert.Equal(CheckStatus.Fail, refused.Status);
        Assert.Contains("AWS says: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.", refused.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("trust policy", refused.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [Judges("access", CheckStatus.Unknown, "STS throttles, fails or is not reached")]
    [InlineData("throttle", "AWS throttles sts:AssumeRole on role arn:aws:iam::123456789012:role/bo-exec (Throttling).")]
    [InlineData("fail", "AWS failed at sts:AssumeRole on role arn:aws:iam::123456789012:role/bo-exec")]
    public async Task Given_an_STS_that_does_not_answer_well_when_it_does_again_and_it_is_checked_again_then_what_was_not_known_passes(string fault, string said)
    {
        await using var world = await AwsWorld.StartAsync();
        await world.RefuseAsync(Roles.Write, fault);
        var unknown = await world.CheckAsync(Item);
        Assert.Equal(CheckStatus.Unknown, unknown.Status);
        Assert.Contains($"Whether the role that writes, {Roles.Write}, can be assumed is not known: {said}", unknown.Summary, StringComparison.Ordinal);
        Assert.True(unknown.MayPass);

        await world.AllowAsync();
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync(Item)).Status);
    }

    [Fact]
    public async Task Given_an_AWS_that_is_not_reached_when_the_roles_are_tried_then_that_is_not_known_of_any()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.RestartBotAsync(("Aws:ServiceUrl", "http://127.0.0.1:1"));
        var unknown = await world.CheckAsync(Item);
        Assert.Equal(CheckStatus.Unknown, unknown.Status);
        Assert.Contains(Roles.Read, unknown.Summary, StringComparison.Ordinal);
        Assert.Contains(Roles.Write, unknown.Summary, StringComparison.Ordinal);
    }

    [Fact]
    [Judges("access", CheckStatus.Warn, "a role that nothing of the plan file needs can't be assumed")]
    public async Task Given_a_role_that_no_step_needs_when_it_is_refused_then_it_warns()
    {
        await using var world = await AwsWorld.StartAsync();
        var other = CheckoutApi.Own with { Name = "dns", Roles = Roles with { Write = "arn:aws:iam::123456789012:role/nobody" } };
        world.Catalogue.Become(CheckoutApi.Resources with { Accounts = [CheckoutApi.Own, other] });
        var result = await world.CheckAsync(Item);
        Assert.Equal(CheckStatus.Warn, result.Status);
        Assert.Contains("No step of the plan file is done by it.", result.Summary, StringComparison.Ordinal);
        Assert.Equal([Bot, other.Roles.Write], Named(result.Fix));
        Assert.Equal(3, (await world.CallsAsync("AssumeRole")).Count);
    }

    [Fact]
    [Judges("access", CheckStatus.Warn, "whether a role that nothing of the plan file needs can be assumed is not known")]
    public async Task Given_a_role_that_no_step_needs_when_STS_throttles_it_then_it_warns()
    {
        await using var world = await AwsWorld.StartAsync();
        var other = CheckoutApi.Own with { Name = "dns", Roles = Roles with { Write = "arn:aws:iam::123456789012:role/bo-other" } };
        world.Catalogue.Become(CheckoutApi.Resources with { Accounts = [CheckoutApi.Own, other] });
        await world.RefuseAsync(other.Roles.Write, "throttle");
        var result = await world.CheckAsync(Item);
        Assert.Equal(CheckStatus.Warn, result.Status);
        Assert.Contains($"Whether the role that writes, {other.Roles.Write}, can be assumed is not known", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_record_in_another_account_when_its_role_is_refused_then_only_its_step_is_named()
    {
        await using var world = await AwsWorld.StartAsync();
        var dns = CheckoutApi.Own with { Name = "dns", Roles = Roles with { Write = "arn:aws:iam::123456789012:role/nobody" } };
        world.Catalogue.Become(CheckoutApi.With(CheckoutApi.Record with { Account = dns }) with { Accounts = [CheckoutApi.Own, dns] });
        var result = await world.CheckAsync(Item);
        Assert.Equal(CheckStatus.Fail, result.Status);
        Assert.Contains("By it this step would be done: route53-revert (api).", result.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arn:aws:sts::210987654321:assumed-role/backoutbot-hub/i-0abc", "arn:aws:iam::210987654321:role/backoutbot-hub")]
    [InlineData("arn:aws-cn:sts::210987654321:assumed-role/hub/x@y", "arn:aws-cn:iam::210987654321:role/hub")]
    [InlineData("arn:aws:iam::210987654321:user/team/bot", "arn:aws:iam::210987654321:user/team/bot")]
    public void Given_who_the_bot_is_when_a_trust_policy_is_to_name_it_then_it_is_the_role_and_not_its_session(string arn, string principal) =>
        Assert.Equal(principal, OwnIdentity.PrincipalOf(arn));

    [Fact]
    public async Task Given_a_plan_file_without_AWS_when_its_roles_are_asked_for_then_there_are_none()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.All = new Dictionary<Core.Ids.ServiceId, AwsService>();
        Assert.Equal("Nothing was named.", (await world.CheckAsync(Item)).Summary);
        Assert.Empty(await world.CallsAsync("AssumeRole"));
    }

    private static string[] Named(string? fix) => Advised.By(fix, "Name * in the trust policy of *, as HubRoleArn of manifests/aws/roles.yaml does, and let it do sts:AssumeRole, sts:TagSession and sts:SetSourceIdentity there and by its own policy.");
}
